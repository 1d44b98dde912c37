using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Incidents;

internal static class IncidentEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents").WithTags("Incidents");
        group.MapPost("", Open).RequireScope(Scopes.Write).Describe(IncidentContract.Open);
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(IncidentContract.List);
        group.MapPost("/search", Search).RequireScope(Scopes.Read).Describe(IncidentContract.Search);
        group.MapGet("/{number}", Get).ExceptSearch().RequireScope(Scopes.Read).Describe(IncidentContract.Get);
        group.MapGet("/{number}/status", GetStatus).RequireScope(ScopePolicies.StatusOrRead).Describe(IncidentContract.GetStatus);
        group.MapPatch("/{number}", Patch).ExceptSearch().RequireScope(Scopes.Write).Describe(IncidentContract.Patch);
    }

    private static Task<VersionedReply<Created<Card>>> Open(
        Body<OpenRequest, IncidentInput> body, WriteRequest request, ServiceSettings settings, CardKeeper keeper) => request.Change(
        change => IncidentChanges.Open(change, body.Value),
        (change, parts) => Task.FromResult(CardReply.Opened(change, parts, keeper)),
        settings.Systems.NameExclusive(body.Value.References));

    /// <summary>The stored card, or one that is put together and stored soon after.</summary>
    private static async Task<VersionedReply<Ok<Card>>> Get(PathNumber number, HttpRequest request, Store store, CardKeeper keeper)
    {
        var known = request.Headers.IfNoneMatch is [{ } tag] ? IncidentVersion.VersionIn(tag, number.Value) : 0;
        if (await store.FindStoredCard(number.Value, known) is not { } stored) return Problem.From(Problems.NumberUnknown);
        if (!stored.IsMerged && EntityTags.IsKnown(request, stored.Tag)) return Reply.Known<Card>(stored.Tag);
        if (stored.Json is { } json) return Reply.Rendered<Card>(json, stored.Tag);
        if (await store.FindCard(number.Value) is not { } parts) return Problem.From(Problems.NumberUnknown);
        var card = new RenderedCard(parts);
        keeper.Keep(card);
        return card.Reply;
    }

    private static async Task<VersionedReply<Ok<IncidentStatus>>> GetStatus(PathNumber number, Store store) =>
        await store.FindCard(number.Value) is { } parts
            ? Reply.Ok(IncidentStatus.From(parts.Incident, parts.Promises)).ForIncident(parts.Incident)
            : Problem.From(Problems.NumberUnknown);

    private static Task<Reply<Ok<IncidentPage>>> List([AsParameters] ListQuery query, Store store) =>
        ListPage(store, query.Input.Filter, query.Input.Page);

    private static Task<Reply<Ok<IncidentPage>>> Search(Body<SearchRequest, (IncidentFilter Filter, PageInput Page)> body, Store store) =>
        ListPage(store, body.Value.Filter, body.Value.Page);

    private static Task<Reply<Ok<IncidentPage>>> ListPage(Store store, IncidentFilter filter, PageInput page) => Paging.Page(
        page, filter.CursorScope,
        (place, most) => store.Read(
            session => session.ListIncidents(place is [var at, var id] ? filter with { Behind = (new Instant(at), id) } : filter, most)),
        incident => [(filter.LongestWaiting ? incident.WaitingSince : incident.OpenedAt).Micros, incident.Id],
        (incidents, next) => Reply.Ok(new IncidentPage([.. incidents.Select(IncidentSummary.From)], next)));

    private static Task<VersionedReply<Ok<Card>>> Patch(
        PathNumber number, MergePatch<PatchRequest, IncidentPatchInput> body, [AcceptsIfMatch] WriteRequest request) =>
        request.ChangeIncident(
            number.Value, (change, incident) => Task.FromResult(IncidentChanges.Patch(change, incident, body.Value)), CardReply.Changed);
}
