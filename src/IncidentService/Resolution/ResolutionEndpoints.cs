using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

internal static class ResolutionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}").WithTags("Resolution");
        group.MapPost("/resolution", Resolve).Named("resolveIncident", Scopes.Write, Operations.ResolveIncident);
        group.MapPost("/confirmation", Confirm).Named("confirmResolution", Scopes.Write, Operations.ConfirmResolution);
        group.MapPost("/dispute", Dispute).Named("disputeResolution", Scopes.Write, Operations.DisputeResolution);
    }

    private static Task<Reply> Resolve(PathNumber number, Body<ResolutionRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var told = body.Value.ReadTold(faults);
        var note = body.Value.ReadNote(faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (incident.State != States.Open) return Problem.Of(Problems.AlreadyResolved, $"It was resolved at {incident.ResolvedAt}.");
            var family = await transaction.FamilyOf(incident);
            var interactions = family.Sum(incident.Interactions, member => member.Interactions);
            var line = await Telling.Tell(transaction, rules, incident, told, call.Origin);
            Lifecycle.Resolve(incident, call.Origin, transaction.Now, interactions);
            if (incident.Members > 0) transaction.ResolveMembers(incident, interactions);
            var facts = new Facts { Number = incident.Number.ToString(), Sequence = line.Sequence };
            var resolved = incident.Append(EventTypes.Resolved, call.Origin, transaction.Now, facts, note);
            await Keeping.ByResolution(transaction, incident, resolved);
            await QuietClock.Restart(transaction, rules, incident);
            await transaction.Save(incident);
            return await IncidentEndpoints.Changed(call, transaction, incident);
        });
    }

    private static Task<Reply> Confirm(PathNumber number, Body<ConfirmationRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var word = body.Value.Read(call.Origin, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (incident.State == States.Open) return Problem.Of(Problems.NotResolved);
            if (incident.ClosedBy != ClosedBy.Customer)
            {
                if (word.Relayed && Persons.AreSame(incident.ResolverKey, incident.ResolverAgent, call.Origin)) return Problem.Of(Problems.ResolverCannotConfirm);
                if (await transaction.OverduePromises(incident) is { Count: > 0 } overdue) return await Overdue(overdue, transaction, incident);
                Lifecycle.Close(incident, ClosedBy.Customer, transaction.Now);
                var facts = new Facts { By = ClosedBy.Customer, Relayed = word.Relayed };
                incident.Append(EventTypes.Closed, call.Origin, transaction.Now, facts, word.Text);
                await transaction.Save(incident);
            }
            return await IncidentEndpoints.Changed(call, transaction, incident);
        });
    }

    private static Task<Reply> Dispute(PathNumber number, Body<DisputeRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var word = body.Value.Read(call.Origin, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (incident.State == States.Open) return Problem.Of(Problems.NotResolved);
            var facts = new Facts { State = incident.State, Relayed = word.Relayed };
            Lifecycle.Reopen(incident, transaction.Now);
            incident.Disputes++;
            incident.Append(EventTypes.Disputed, call.Origin, transaction.Now, facts, word.Text);
            await transaction.Save(incident);
            return await IncidentEndpoints.Changed(call, transaction, incident);
        });
    }

    private static async Task<Problem> Overdue(IReadOnlyList<Promise> overdue, Transaction transaction, Incident incident)
    {
        var family = await transaction.FamilyOf(incident);
        var named = overdue.Select(promise =>
            $"promise {promise.Ordinal} of {family.NumberOf(promise.IncidentId).Formatted}{(promise.IsPending ? "" : " (broken without a note)")}");
        return Problem.Of(Problems.PromiseOverdue, $"Overdue: {string.Join(", ", named)}.");
    }
}
