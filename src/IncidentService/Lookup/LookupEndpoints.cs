using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.References;
using IncidentService.Storage;

namespace IncidentService.Lookup;

/// <summary>The filters of the list of lookups.</summary>
internal sealed record LookupQuery : FilterQuery<LookupFilter>
{
    /// <summary>none lists the misses: the kaizen list.</summary>
    public string? Outcome { get; init; }
    public string? Channel { get; init; }

    /// <summary>false: only lookups that nobody has answered yet.</summary>
    public string? Answered { get; init; }

    /// <summary>Misses that look like this, such as CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public override string? Cursor { get; init; }

    protected override LookupFilter ToFilter(RequestContext request, Faults faults) => new()
    {
        Outcome = faults.OneOf("outcome", Outcome, Outcomes.All),
        Channel = faults.OneOf("channel", Channel, Channels.All),
        Answered = faults.Flag("answered", Answered),
        Shape = faults.Line("shape", Shape, Limits.Line),
    };
}

/// <summary>Which shapes of misses to list.</summary>
internal sealed record ShapeQuery : Query<ShapeInput>
{
    public string? Channel { get; init; }

    /// <summary>How many items there are at most, 1 to 200; 50 when not given.</summary>
    public string? Limit { get; init; }

    public override ShapeInput ToInput(RequestContext request, Faults faults) =>
        new(faults.OneOf("channel", Channel, Channels.All), faults.PageSize(Limit));
}

/// <summary>Of which channel, all when null, and how many at most.</summary>
internal sealed record ShapeInput(string? Channel, int Take);

internal static class LookupEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/lookups").WithTags("Lookups");
        group.MapPost("", Ask).RequireScope(ScopePolicies.StatusOrRead).Describe(LookupContract.LookUp);
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(LookupContract.List);
        group.MapGet("/shapes", ListShapes).RequireScope(Scopes.Read).Describe(LookupContract.ListShapes);
        group.MapGet("/{lookup}", Get).RequireScope(Scopes.Read).Describe(LookupContract.Get);
        group.MapPut("/{lookup}/answer", Answer).RequireScope(Scopes.Write).Describe(LookupContract.Answer);
        group.MapDelete("/{lookup}/answer", Unanswer).RequireScope(Scopes.Write).Describe(LookupContract.WithdrawAnswer);
    }

    private static async Task<Reply> Ask(LookupForm form, Call call, Store store, Rulebook settings, CardCache cards, GuessLimit guesses, HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        var given = form.Value;
        if (given.CustomerPresent && !call.Caller.May(Scopes.Write))
            return Problem.Of(Problems.ScopeMissing, "customerPresent records an interaction, which needs the scope write.");
        var quoted = Quoted.Read(given.Quoted, settings.Systems, settings.Phones);
        return await new Asking(store, call, quoted, given, started).Answer(cards, guesses, http);
    }

    private static Task<Reply> List([AsParameters] LookupQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Answer(
            page, $"lookups\n{filter}",
            (place, most) => store.Read(session => session.ListLookups(place is [var before] ? filter with { Before = before } : filter, most)),
            lookup => [lookup.Id],
            (lookups, next) => Reply.Ok(new LookupPage([.. lookups.Select(RecordedLookup.Of)], next), Json.Wire.LookupPage));
    }

    private static async Task<Reply> ListShapes([AsParameters] ShapeQuery query, Store store)
    {
        var shapes = await store.Read(session => session.ListShapes(query.Input.Channel, query.Input.Take));
        return Reply.Ok(new ShapeList([.. shapes.Select(shape => new ShapeCount(shape.Shape, shape.Count, shape.Unanswered, shape.LastAt))]), Json.Wire.ShapeList);
    }

    private static async Task<Reply> Get(string lookup, Store store) =>
        LookupId.TryRead(lookup, out var id) && await store.Read(session => session.FindLookup(id)) is { } found
            ? Reply.Ok(RecordedLookup.Of(found), Json.Wire.RecordedLookup)
            : Problem.Of(Problems.LookupUnknown);

    private static async Task<Reply> Answer(
        string lookup, Body<AnswerRequest, GivenAnswer> body, Call call, GuessLimit guesses, HttpContext http)
    {
        if (!LookupId.TryRead(lookup, out var id)) return Problem.Of(Problems.LookupUnknown);
        if (guesses.Check(http) is { } wait) return wait;
        var reply = await call.Change(
            change => new Teaching(change, call).Answer(id, body.Value.Number, body.Value.System), (change, _) => Show(change, id));
        if (reply.CostsGuess) guesses.Count(http);
        return reply;
    }

    private static Task<Reply> Unanswer(string lookup, Call call) =>
        LookupId.TryRead(lookup, out var id)
            ? call.Change(change => new Teaching(change, call).Withdraw(id), _ => Reply.Empty(StatusCodes.Status204NoContent))
            : Task.FromResult<Reply>(Problem.Of(Problems.LookupUnknown));

    /// <summary>What was quoted is the customer's: only who may read sees it.</summary>
    private static async Task<Reply> Show(ChangeContext change, long id)
    {
        var lookup = RecordedLookup.Of((await change.Transaction.LockLookup(id))!);
        return Reply.Ok(change.May(Scopes.Read) ? lookup : lookup with { Quoted = null }, Json.Wire.RecordedLookup);
    }
}
