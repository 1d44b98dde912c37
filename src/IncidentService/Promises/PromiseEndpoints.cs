using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Promises;

internal static class PromiseEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var ofIncident = v1.MapGroup("/incidents/{number}/promises").WithTags("Promises");
        ofIncident.MapPost("", Make).RequireScope(Scopes.Write).Describe(PromiseContract.Make);
        ofIncident.MapGet("", ListOf).RequireScope(Scopes.Read).Describe(PromiseContract.ListOfIncident);
        ofIncident.MapGet("/{promise}", Get).RequireScope(Scopes.Read).Describe(PromiseContract.Get);
        ofIncident.MapPut("/{promise}/outcome", Settle).RequireScope(Scopes.Write).Describe(PromiseContract.Settle);
        v1.MapGroup("/promises").WithTags("Promises").MapGet("", List).RequireScope(Scopes.Read).Describe(PromiseContract.List);
    }

    private static Task<Reply> Make(PathNumber number, Body<PromiseRequest, GivenPromise> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => Promising.Make(change, incident, body.Value),
        (incident, promise) => Reply.Created(
            $"{incident.Url}/promises/{promise.Ordinal}", PromiseView.Of(promise, incident.Number), Json.Wire.PromiseView).About(incident));

    private static Task<Reply> ListOf(PathNumber number, [AsParameters] PageQuery query, Store store) => ListOfIncident.PageByPlace(
        store, new(number, "promises", query.Input),
        (session, incident, place, most) => session.ListPromises(incident, place, most),
        promise => [promise.PromisedAt.Micros, promise.IncidentId, promise.Ordinal],
        (family, promises, next) => Reply.Ok(
            new PromisePage([.. promises.Select(promise => PromiseView.Of(promise, family.NumberOf(promise.IncidentId)))], next), Json.Wire.PromisePage));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal promise, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindPromise(incident.NamedId, promise.Value)) is { } found
            ? Reply.Ok(PromiseView.Of(found, incident.NamedNumber), Json.Wire.PromiseView).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Settle(PathNumber number, PathOrdinal promise, Body<PromiseOutcomeRequest, GivenOutcome> body, Call call) =>
        call.ChangeIncident(
            number.Value,
            (change, incident) => Promising.Settle(change, incident, promise.Value, body.Value),
            (change, incident, settled) => Task.FromResult(
                Reply.Ok(PromiseView.For(change, settled, incident.NamedNumber), Json.Wire.PromiseView).About(incident)));

    private static Task<Reply> List([AsParameters] PromiseQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Answer(
            page, filter.Mark,
            (place, most) => store.Read(session => session.ListUnansweredPromises(filter, place, most)),
            item => [item.Promise.DueAt.Micros, item.Promise.IncidentId, item.Promise.Ordinal],
            (items, next) => Reply.Ok(new PromisePage([.. items.Select(Shown)], next), Json.Wire.PromisePage));
    }

    private static PromiseView Shown((Promise Promise, Incident Incident) item) =>
        PromiseView.Of(item.Promise, item.Incident.NamedNumber) with { Incident = IncidentSummary.Of(item.Incident) };
}
