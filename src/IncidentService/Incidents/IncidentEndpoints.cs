using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.References;
using IncidentService.Storage;

namespace IncidentService.Incidents;

internal static class IncidentEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents").WithTags("Incidents");
        group.MapPost("", Open).RequireScope(Scopes.Write).Describe(IncidentContract.Open);
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(IncidentContract.List);
        group.MapPost("/search", Search).RequireScope(Scopes.Read).Describe(IncidentContract.Search);
        group.MapGet("/{number}", Get).RequireScope(Scopes.Read).Describe(IncidentContract.Get);
        group.MapGet("/{number}/status", GetStatus).RequireScope(ScopePolicies.StatusOrRead).Describe(IncidentContract.GetStatus);
        group.MapPatch("/{number}", Patch).RequireScope(Scopes.Write).Describe(IncidentContract.Patch);
    }

    private static Task<Reply> Open(Body<OpenRequest, NewIncident> body, Call call) => call.Change(
        change => Opening.Open(change, body.Value),
        parts => Reply.Created(parts.Incident.Url, Card.Of(parts), Json.Wire.Card).About(parts.Incident));

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

    private static Task<Reply> List([AsParameters] ListQuery query, Store store) => Page(store, query.Input.Filter, query.Input.Page);

    private static Task<Reply> Search(Body<SearchRequest, (IncidentFilter Filter, PageInput Page)> body, Store store) =>
        Page(store, body.Value.Filter, body.Value.Page);

    private static Task<Reply> Page(Store store, IncidentFilter filter, PageInput page) => Paging.Answer(
        page, filter.Mark,
        (place, most) => store.Read(session => session.ListIncidents(place is [var at, var id] ? filter with { Behind = (new Instant(at), id) } : filter, most)),
        incident => [(filter.LongestWaiting ? incident.WaitingSince : incident.OpenedAt).Micros, incident.Id],
        (incidents, next) => Reply.Ok(new IncidentPage([.. incidents.Select(IncidentSummary.Of)], next), Json.Wire.IncidentPage));

    private static Task<Reply> Patch(PathNumber number, Body<PatchRequest, IncidentPatch> body, Call call) =>
        call.ChangeIncident(number.Value, (change, incident) => Task.FromResult(Opening.Patch(change, incident, body.Value)), CardReply.Changed);
}
