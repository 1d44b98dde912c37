using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

internal static class IncidentEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents").WithTags("Incidents");
        group.MapPost("", Open).Named("openIncident", Scopes.Write, Operations.OpenIncident);
        group.MapGet("", List).Named("listIncidents", Scopes.Read, Operations.ListIncidents);
        group.MapPost("/search", Search).Named("searchIncidents", Scopes.Read, Operations.SearchIncidents);
        group.MapGet("/{number}", Get).Named("getIncident", Scopes.Read, Operations.GetIncident);
        group.MapGet("/{number}/status", GetStatus).Named("getIncidentStatus", ScopePolicies.StatusOrRead, Operations.GetStatus);
        group.MapPatch("/{number}", Patch).Named("patchIncident", Scopes.Write, Operations.PatchIncident);
    }

    private static Task<Reply> Open(Body<OpenRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read(rules, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction =>
        {
            var (parts, problem) = await Opening.Open(transaction, rules, call, given);
            return problem is null ? Opened(parts!) : problem;
        });
    }

    private static async Task<Reply> Get(PathNumber number, Store store, CardCache cards)
    {
        if (cards.Holds(number.Value) && await store.Read(session => session.Locate(number.Value)) is { } where && where.Number == number.Value && cards.Find(where) is { } known)
            return known.Reply;
        if (await store.ReadSnapshot(session => session.FindCard(number.Value)) is not { } parts) return Problem.Of(Problems.NumberUnknown);
        var card = new RenderedCard(parts);
        if (parts.Incident.AskedFor is null) cards.Keep(card);
        return card.Reply;
    }

    private static async Task<Reply> GetStatus(PathNumber number, Store store) =>
        await store.ReadSnapshot(session => session.FindCard(number.Value)) is { } parts
            ? Reply.Ok(IncidentStatus.Of(parts.Incident, parts.Promises), Json.Wire.IncidentStatus).About(parts.Incident)
            : Problem.Of(Problems.NumberUnknown);

    private static Task<Reply> List([AsParameters] ListQuery query, Store store)
    {
        var faults = new Faults();
        var filter = query.Read(faults);
        var take = faults.PageSize(query.Limit);
        return faults.None ? Page(store, filter, query.Cursor, take) : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static Task<Reply> Search(Body<SearchRequest> body, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var filter = body.Value.Read(rules, faults);
        var take = faults.Range("limit", body.Value.Limit, 1, Limits.Page) ?? Limits.PageDefault;
        return faults.None ? Page(store, filter, body.Value.Cursor, take) : Task.FromResult<Reply>(faults.ToProblem());
    }

    private static Task<Reply> Page(Store store, IncidentFilter filter, string? cursor, int take) => Paging.Answer(
        cursor, filter.Mark, take,
        (place, most) => store.Read(session => session.ListIncidents(place is [var at, var id] ? filter with { Behind = (new Instant(at), id) } : filter, most)),
        incident => [(filter.LongestWaiting ? incident.WaitingSince : incident.OpenedAt).Micros, incident.Id],
        (incidents, next) => Reply.Ok(new IncidentPage([.. incidents.Select(IncidentSummary.Of)], next), Json.Wire.IncidentPage));

    private static Task<Reply> Patch(PathNumber number, Body<PatchRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var subject = faults.Wording("subject", body.Value.Subject.Value, Limits.Line);
        var category = faults.Token("category", body.Value.Category.Value);
        var team = faults.Token("team", body.Value.Team.Value);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var changed = new List<string>();
            if (body.Value.Subject.Given && subject != incident.Subject) changed.Add("subject");
            if (body.Value.Category.Given && category != incident.Category) changed.Add("category");
            if (body.Value.Team.Given && team != incident.Team) changed.Add("team");
            if (changed.Count > 0) await Apply(changed, subject, category, team, transaction, incident, call.Origin);
            return await Changed(call, transaction, incident);
        });
    }

    private static async Task Apply(
        List<string> changed, string? subject, string? category, string? team, Transaction transaction, Incident incident, Origin origin)
    {
        var newSubject = changed.Contains("subject");
        if (changed.Contains("category")) incident.Category = category;
        if (changed.Contains("team")) incident.Team = team;
        var facts = new Facts { Changed = changed, Category = incident.Category, Team = incident.Team };
        var line = incident.Append(EventTypes.Updated, origin, transaction.Now, facts, newSubject ? subject : null);
        if (newSubject) (incident.Subject, incident.SubjectPart) = (subject, subject is null ? null : line.Sequence);
        await transaction.Save(incident);
    }

    /// <summary>The card of the incident, where there is one that the caller's If-Match names; else of a new one, for which a reference was found free.</summary>
    public static async Task<Reply> OpenUnlessThere(
        Transaction transaction, Incident? incident, NewIncident wanted, Call call, Rulebook rules, GivenReference? free = null)
    {
        if (call.Precondition(incident) is { } failed) return failed;
        if (incident is not null) return await Changed(call, transaction, incident);
        var (parts, problem) = await Opening.Open(transaction, rules, call, wanted, free: free);
        return problem is null ? Reply.Created(parts!.Incident.Url, Card.For(call.Caller, parts), Json.Wire.Card).About(parts.Incident) : problem;
    }

    /// <summary>The answer to a change: the card as it is now.</summary>
    public static async Task<Reply> Changed(Call call, Transaction transaction, Incident incident) =>
        Reply.Ok(Card.For(call.Caller, await transaction.ReadCard(incident)), Json.Wire.Card).About(incident);

    private static Reply Opened(CardParts parts) => Reply.Created(parts.Incident.Url, Card.Of(parts), Json.Wire.Card).About(parts.Incident);
}
