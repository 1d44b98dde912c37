using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Promises;

internal static class PromiseEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var ofIncident = v1.MapGroup("/incidents/{number}/promises").WithTags("Promises");
        ofIncident.MapPost("", Make).Named("makePromise", Scopes.Write, Operations.MakePromise);
        ofIncident.MapGet("", ListOf).Named("listIncidentPromises", Scopes.Read, Operations.ListIncidentPromises);
        ofIncident.MapGet("/{promise}", Get).Named("getPromise", Scopes.Read, Operations.GetPromise);
        ofIncident.MapPut("/{promise}/outcome", Settle).Named("settlePromise", Scopes.Write, Operations.SettlePromise);
        v1.MapGroup("/promises").WithTags("Promises").MapGet("", List).Named("listPromises", Scopes.Read, Operations.ListPromises);
    }

    private static Task<Reply> Make(PathNumber number, Body<PromiseRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var given = body.Value.Read("", faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var (promise, problem) = await Promising.Make(transaction, incident, given, call.Origin);
            if (problem is not null) return problem;
            await transaction.Save(incident);
            return Reply.Created($"{incident.Url}/promises/{promise!.Ordinal}", PromiseView.Of(promise, incident.Number), Json.Wire.PromiseView).About(incident);
        });
    }

    private static Task<Reply> ListOf(PathNumber number, string? limit, string? cursor, Store store) => ListOfIncident.PageByPlace(
        store, number, "promises", limit, cursor,
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

    private static Task<Reply> Settle(PathNumber number, PathOrdinal promise, Body<PromiseOutcomeRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read(faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindPromise(incident.NamedId, promise.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (!found.IsPending && found.State != given.Outcome) return Problem.Of(Problems.PromiseSettled, $"It was {found.State} at {found.SettledAt}.");
            if (found.Settle(given.Outcome, given.Note is not null, transaction.Now) is { } type)
            {
                incident.Append(type, call.Origin, transaction.Now, found.FactsUnder(incident.NamedNumber), given.Note);
                transaction.SavePromise(found);
                if (found.AnsweredAt is not null && incident.ClosesAt is null) await QuietClock.Restart(transaction, rules, incident);
                await transaction.Save(incident);
            }
            return Reply.Ok(PromiseView.For(call.Caller, found, incident.NamedNumber), Json.Wire.PromiseView).About(incident);
        });
    }

    private static Task<Reply> List([AsParameters] PromiseQuery query, Store store)
    {
        var faults = new Faults();
        var filter = query.Read(faults);
        var take = faults.PageSize(query.Limit);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return Paging.Answer(
            query.Cursor, filter.Mark, take,
            (place, most) => store.Read(session => session.ListUnansweredPromises(filter, place, most)),
            item => [item.Promise.DueAt.Micros, item.Promise.IncidentId, item.Promise.Ordinal],
            (items, next) => Reply.Ok(new PromisePage([.. items.Select(Shown)], next), Json.Wire.PromisePage));
    }

    private static PromiseView Shown((Promise Promise, Incident Incident) item) =>
        PromiseView.Of(item.Promise, item.Incident.NamedNumber) with { Incident = IncidentSummary.Of(item.Incident) };
}
