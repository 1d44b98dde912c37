using System.Diagnostics;
using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.References;
using IncidentService.Storage;

namespace IncidentService.Lookup;

/// <summary>The filters of the list of lookups.</summary>
internal sealed record LookupQuery
{
    /// <summary>none lists the misses: the kaizen list.</summary>
    public string? Outcome { get; init; }
    public string? Channel { get; init; }

    /// <summary>false: those that nobody has answered yet.</summary>
    public string? Answered { get; init; }

    /// <summary>Misses that look like this, such as CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? Cursor { get; init; }
}

internal static class LookupEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/lookups").WithTags("Lookups");
        group.MapPost("", Ask).Named("lookUp", ScopePolicies.StatusOrRead, Operations.LookUp);
        group.MapGet("", List).Named("listLookups", Scopes.Read, Operations.ListLookups);
        group.MapGet("/shapes", ListShapes).Named("listLookupShapes", Scopes.Read, Operations.ListShapes);
        group.MapGet("/{lookup}", Get).Named("getLookup", Scopes.Read, Operations.GetLookup);
        group.MapPut("/{lookup}/answer", Answer).Named("answerLookup", Scopes.Write, Operations.AnswerLookup);
        group.MapDelete("/{lookup}/answer", Unanswer).Named("withdrawLookupAnswer", Scopes.Write, Operations.WithdrawAnswer);
    }

    private static async Task<Reply> Ask(LookupForm form, Call call, Store store, Rulebook rules, CardCache cards, GuessLimit guesses, HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        var faults = new Faults();
        var given = form.Value.Read(rules, faults);
        if (!faults.None) return faults.ToProblem();
        if (given.CustomerPresent && !call.Caller.May(Scopes.Write)) return Problem.Of(Problems.ScopeMissing, "customerPresent records an interaction, which needs the scope write.");
        return await new Asking(store, rules, call, given, started).Answer(cards, guesses, http);
    }

    private static async Task<Reply> List([AsParameters] LookupQuery query, Store store)
    {
        var faults = new Faults();
        var filter = new LookupFilter
        {
            Outcome = faults.OneOf("outcome", query.Outcome, Outcomes.All),
            Channel = faults.OneOf("channel", query.Channel, Channels.All),
            Answered = faults.Flag("answered", query.Answered),
            Shape = faults.Line("shape", query.Shape, Limits.Line),
        };
        var take = faults.PageSize(query.Limit);
        if (!faults.None) return faults.ToProblem();
        return await Paging.Answer(
            query.Cursor, $"lookups\n{filter}", take,
            (place, most) => store.Read(session => session.ListLookups(place is [var before] ? filter with { Before = before } : filter, most)),
            lookup => [lookup.Id],
            (lookups, next) => Reply.Ok(new LookupPage([.. lookups.Select(RecordedLookup.Of)], next), Json.Wire.LookupPage));
    }

    private static async Task<Reply> ListShapes(string? channel, string? limit, Store store)
    {
        var faults = new Faults();
        var from = faults.OneOf("channel", channel, Channels.All);
        var take = faults.PageSize(limit);
        if (!faults.None) return faults.ToProblem();
        var shapes = await store.Read(session => session.ListShapes(from, take));
        return Reply.Ok(new ShapeList([.. shapes.Select(shape => new ShapeCount(shape.Shape, shape.Count, shape.Unanswered, shape.LastAt))]), Json.Wire.ShapeList);
    }

    private static async Task<Reply> Get(string lookup, Store store) =>
        LookupId.TryRead(lookup, out var id) && await store.Read(session => session.FindLookup(id)) is { } found
            ? Reply.Ok(RecordedLookup.Of(found), Json.Wire.RecordedLookup)
            : Problem.Of(Problems.LookupUnknown);

    private static async Task<Reply> Answer(
        string lookup, Body<AnswerRequest> body, Call call, Store store, Rulebook rules, GuessLimit guesses, HttpContext http)
    {
        var faults = new Faults();
        var system = faults.Token("system", body.Value.System);
        var number = faults.Incident("number", body.Value.Number, required: true);
        if (!faults.None) return faults.ToProblem();
        if (!LookupId.TryRead(lookup, out var id)) return Problem.Of(Problems.LookupUnknown);
        if (guesses.Check(http) is { } wait) return wait;
        var reply = await call.Change(transaction => new Teaching(transaction, rules, call).Answer(id, number!.Value, system));
        if (reply.CostsGuess) guesses.Count(http);
        return reply;
    }

    private static Task<Reply> Unanswer(string lookup, Call call, Store store, Rulebook rules) =>
        LookupId.TryRead(lookup, out var id)
            ? call.Change(transaction => new Teaching(transaction, rules, call).Withdraw(id))
            : Task.FromResult<Reply>(Problem.Of(Problems.LookupUnknown));
}
