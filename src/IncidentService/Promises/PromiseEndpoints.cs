using IncidentService.Changes;
using IncidentService.Changes.Lists;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Promises;

internal static class PromiseEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var ofIncident = v1.MapGroup("/incidents/{number}/promises").WithTags("Promises");
        ofIncident.MapPost("", Make).RequireScope(Scopes.Write).Describe(PromiseContract.Make);
        ofIncident.MapGet("", ListOfIncident).RequireScope(Scopes.Read).Describe(PromiseContract.ListOfIncident);
        ofIncident.MapGet("/{promise}", Get).RequireScope(Scopes.Read).Describe(PromiseContract.Get);
        ofIncident.MapPut("/{promise}/outcome", Settle).RequireScope(Scopes.Write).Describe(PromiseContract.Settle);
        v1.MapGroup("/promises").WithTags("Promises").MapGet("", List).RequireScope(Scopes.Read).Describe(PromiseContract.List);
    }

    private static Task<VersionedReply<Created<PromiseView>>> Make(
        PathNumber number, Body<PromiseRequest, PromiseInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => PromiseChanges.Make(change, incident, body.Value),
            (incident, promise) => Reply
                .Created($"{incident.Url}/promises/{promise.Ordinal}", PromiseView.From(promise, incident.Number))
                .ForIncident(incident));

    private static Task<Reply<Ok<PromisePage>>> ListOfIncident(PathNumber number, [AsParameters] PageQuery query, Store store) =>
        IncidentItemList.PageByPlace(
            store, new(number, "promises", query.Input),
            (session, incident, place, most) => session.ListPromises(incident, place, most),
            promise => [promise.PromisedAt.Micros, promise.IncidentId, promise.Ordinal],
            (group, promises, next) => Reply.Ok(
                new PromisePage([.. promises.Select(promise => PromiseView.From(promise, group.NumberOf(promise.IncidentId)))], next)));

    private static async Task<VersionedReply<Ok<PromiseView>>> Get(PathNumber number, PathOrdinal promise, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindPromise(incident.NamedId, promise.Value)) is { } found
            ? Reply.Ok(PromiseView.From(found, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<Ok<PromiseView>>> Settle(
        PathNumber number, PathOrdinal promise, Body<PromiseOutcomeRequest, PromiseOutcomeInput> body,
        [AcceptsIfMatch] WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => PromiseChanges.Settle(change, incident, promise.Value, body.Value),
            (change, incident, settled) => Task.FromResult(
                Reply.Ok(PromiseView.From(change.Caller, settled, incident.NamedNumber)).ForIncident(incident)));

    private static Task<Reply<Ok<PromisePage>>> List([AsParameters] PromiseQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Page(
            page, filter.CursorScope,
            (place, most) => store.Read(session => session.ListUnansweredPromises(filter, place, most)),
            item => [item.Promise.DueAt.Micros, item.Promise.IncidentId, item.Promise.Ordinal],
            (items, next) => Reply.Ok(new PromisePage([.. items.Select(ToView)], next)));
    }

    private static PromiseView ToView((Promise Promise, Incident Incident) item) =>
        PromiseView.From(item.Promise, item.Incident.NamedNumber) with { Incident = IncidentSummary.From(item.Incident) };
}
