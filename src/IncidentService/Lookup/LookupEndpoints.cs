using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Lookup.PhoneMenus;
using IncidentService.Lookup.Recording;
using IncidentService.Lookup.Search;
using IncidentService.OpenApi.Operations;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Lookup;

/// <summary>The filters of the list of lookups.</summary>
internal sealed record LookupQuery : FilterQuery<LookupFilter>
{
    /// <summary>none lists the misses, as a work list for improvements.</summary>
    public string? Outcome { get; init; }
    public string? Channel { get; init; }

    /// <summary>false: only lookups that nobody has answered yet.</summary>
    public string? Answered { get; init; }

    /// <summary>Misses that look like this, such as CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The cursor of the page: the `next` of the previous page.</summary>
    public override string? Cursor { get; init; }

    protected override LookupFilter ToFilter(RequestContext context, ValidationErrors errors) => new()
    {
        Outcome = errors.ParseOneOf("outcome", Outcome, Outcomes.All),
        Channel = errors.ParseOneOf("channel", Channel, Channels.All),
        Answered = errors.ParseFlag("answered", Answered),
        Shape = errors.ParseLine("shape", Shape, Limits.Line),
    };
}

/// <summary>Which shapes of misses to list.</summary>
internal sealed record ShapeQuery : Query<ShapeInput>
{
    public string? Channel { get; init; }

    /// <summary>The maximum number of items, 1 to 200; 50 by default.</summary>
    public string? Limit { get; init; }

    public override ShapeInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(errors.ParseOneOf("channel", Channel, Channels.All), errors.ParsePageSize(Limit));
}

/// <summary>The channel (null for all) and the maximum number of shapes.</summary>
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

    private static async Task<Reply<Ok<LookupAnswer>>> Ask(
        LookupForm form, WriteRequest request, LookupServices services, HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        if (form.Value.CustomerPresent && !request.Caller.May(Scopes.Write))
            return Problem.From(Problems.ScopeMissing, "customerPresent records an interaction, which needs the scope write.");
        var handler = new LookupHandler<Reply<Ok<LookupAnswer>>>(services, request, form.Value, started)
        {
            Show = (answer, _) => Reply.Ok(answer),
        };
        return await handler.Answer(http);
    }

    private static Task<Reply<Ok<LookupPage>>> List([AsParameters] LookupQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Page(
            page, $"lookups\n{filter}",
            (place, most) => store.Read(
                session => session.ListLookups(place is [var before] ? filter with { Before = before } : filter, most)),
            lookup => [lookup.Id],
            (lookups, next) => Reply.Ok(new LookupPage([.. lookups.Select(RecordedLookup.From)], next)));
    }

    private static async Task<Reply<Ok<ShapeList>>> ListShapes([AsParameters] ShapeQuery query, Store store)
    {
        var shapes = await store.Read(session => session.ListShapes(query.Input.Channel, query.Input.Take));
        return Reply.Ok(
            new ShapeList([.. shapes.Select(shape => new ShapeCount(shape.Shape, shape.Count, shape.Unanswered, shape.LastAt))]));
    }

    private static async Task<Reply<Ok<RecordedLookup>>> Get(string lookup, Store store) =>
        LookupId.TryParse(lookup, out var id) && await store.Read(session => session.FindLookup(id)) is { } found
            ? Reply.Ok(RecordedLookup.From(found))
            : Problem.From(Problems.LookupUnknown);

    private static async Task<Reply<Ok<RecordedLookup>>> Answer(
        string lookup, Body<AnswerRequest, LookupAnswerInput> body, [AcceptsIfMatch] WriteRequest request, GuessRateLimit guesses,
        HttpContext http)
    {
        if (!LookupId.TryParse(lookup, out var id)) return Problem.From(Problems.LookupUnknown);
        if (guesses.Check(http) is { } wait) return wait;
        var reply = await request.Change(
            change => LookupChanges.Answer(change, request, id, body.Value),
            (change, _) => Show(change, id));
        if (reply.Untyped.CostsGuess) guesses.Count(http);
        return reply;
    }

    private static async Task<Reply<NoContent>> Unanswer(string lookup, WriteRequest request) =>
        LookupId.TryParse(lookup, out var id)
            ? await request.Change(change => LookupChanges.Withdraw(change, id), _ => Reply.NoContent())
            : Problem.From(Problems.LookupUnknown);

    /// <summary>Shows the quoted text only to callers with the scope read, because it belongs to the customer.</summary>
    private static async Task<Reply<Ok<RecordedLookup>>> Show(ChangeContext change, long id)
    {
        var lookup = RecordedLookup.From((await change.Transaction.LockLookup(id))!);
        return Reply.Ok(change.May(Scopes.Read) ? lookup : lookup with { Quoted = null });
    }
}
