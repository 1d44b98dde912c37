using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

/// <summary>We say that it is resolved; the customer confirms or disputes it.</summary>
internal static class ResolutionChanges
{
    public static async Task<Outcome<Done>> Resolve(ChangeContext change, Incident incident, GivenResolution given)
    {
        if (incident.State != States.Open) return Problem.Of(Problems.AlreadyResolved, $"It was resolved at {incident.ResolvedAt}.");
        var family = await change.Transaction.FamilyOf(incident);
        var interactions = family.Sum(incident.Interactions, member => member.Interactions);
        var line = await Telling.Tell(change, incident, given.Told);
        Lifecycle.Resolve(incident, change.Origin, change.Now, interactions);
        if (incident.Members > 0) change.Transaction.ResolveMembers(incident, interactions);
        var facts = new Facts { Number = incident.Number.ToString(), Sequence = line.Sequence };
        var resolved = incident.Append(EventTypes.Resolved, change.Origin, change.Now, facts, given.Note);
        await Keeping.ByResolution(change, incident, resolved);
        await QuietClock.Restart(change, incident);
        return default(Done);
    }

    public static async Task<Outcome<Done>> Confirm(ChangeContext change, Incident incident, GivenWord word)
    {
        if (incident.State == States.Open) return Problem.Of(Problems.NotResolved);
        if (incident.ClosedBy == ClosedBy.Customer) return default(Done);
        if (word.Relayed && Persons.AreSame(incident.ResolverKey, incident.ResolverAgent, change.Origin)) return Problem.Of(Problems.ResolverCannotConfirm);
        if (await change.Transaction.OverduePromises(incident) is { Count: > 0 } overdue) return await Overdue(overdue, change.Transaction, incident);
        Lifecycle.Close(incident, ClosedBy.Customer, change.Now);
        incident.Append(EventTypes.Closed, change.Origin, change.Now, new Facts { By = ClosedBy.Customer, Relayed = word.Relayed }, word.Text);
        return default(Done);
    }

    public static Outcome<Done> Dispute(ChangeContext change, Incident incident, GivenWord word)
    {
        if (incident.State == States.Open) return Problem.Of(Problems.NotResolved);
        var facts = new Facts { State = incident.State, Relayed = word.Relayed };
        Lifecycle.Reopen(incident, change.Now);
        incident.Disputes++;
        incident.Append(EventTypes.Disputed, change.Origin, change.Now, facts, word.Text);
        return default(Done);
    }

    private static async Task<Problem> Overdue(IReadOnlyList<Promise> overdue, Transaction transaction, Incident incident)
    {
        var family = await transaction.FamilyOf(incident);
        var named = overdue.Select(promise =>
            $"promise {promise.Ordinal} of {family.NumberOf(promise.IncidentId).Formatted}{(promise.IsPending ? "" : " (broken without a note)")}");
        return Problem.Of(Problems.PromiseOverdue, $"Overdue: {string.Join(", ", named)}.");
    }
}
