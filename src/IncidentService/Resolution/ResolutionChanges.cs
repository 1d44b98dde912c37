using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Keys.Origins;
using IncidentService.Promises;
using IncidentService.Promises.Overdue;
using IncidentService.Promises.Sla;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Resolution;

/// <summary>Resolves an incident, and records the customer's confirmation or dispute.</summary>
internal static class ResolutionChanges
{
    public static async Task<Outcome<Done>> Resolve(ChangeContext change, Incident incident, ResolutionInput given)
    {
        if (incident.State != States.Open) return Problem.From(Problems.AlreadyResolved, $"It was resolved at {incident.ResolvedAt}.");
        var group = await change.Transaction.FindMergeGroup(incident);
        var interactions = group.Sum(incident.Interactions, member => member.Interactions);
        var line = await MessageRecorder.Record(change, incident, given.Told);
        IncidentLifecycle.Resolve(incident, change.Origin, change.Now, interactions);
        if (incident.Members > 0) change.Transaction.SaveFirstResolutions(incident, interactions);
        var facts = new Facts { Number = incident.Number.ToString(), Sequence = line.Sequence };
        var resolved = incident.Append(EventTypes.Resolved, change.Origin, change.Now, facts, given.Note);
        await SlaChanges.FulfilByResolution(change, incident, resolved);
        await QuietPeriodTimer.Restart(change, incident);
        return default(Done);
    }

    public static async Task<Outcome<Done>> Confirm(ChangeContext change, Incident incident, CustomerVerdictInput word)
    {
        if (word.ValidateSpeaker(change.Origin) is { } refusal) return refusal;
        if (incident.State == States.Open) return Problem.From(Problems.NotResolved);
        if (incident.ClosedBy == ClosedBy.Customer) return default(Done);
        if (word.Relayed && Actors.AreSame(incident.ResolverKey, incident.ResolverAgent, change.Origin))
            return Problem.From(Problems.ResolverCannotConfirm);
        if (await change.Transaction.ListOverduePromises(incident) is { Count: > 0 } overdue)
            return await Overdue(overdue, change.Transaction, incident);
        IncidentLifecycle.Close(incident, ClosedBy.Customer, change.Now);
        incident.Append(
            EventTypes.Closed, change.Origin, change.Now, new Facts { By = ClosedBy.Customer, Relayed = word.Relayed }, word.Text);
        return default(Done);
    }

    public static Outcome<Done> Dispute(ChangeContext change, Incident incident, CustomerVerdictInput word)
    {
        if (word.ValidateSpeaker(change.Origin) is { } refusal) return refusal;
        if (incident.State == States.Open) return Problem.From(Problems.NotResolved);
        var facts = new Facts { State = incident.State, Relayed = word.Relayed };
        IncidentLifecycle.Reopen(incident, change.Now);
        incident.Disputes++;
        incident.Append(EventTypes.Disputed, change.Origin, change.Now, facts, word.Text);
        return default(Done);
    }

    private static async Task<Problem> Overdue(IReadOnlyList<Promise> overdue, Transaction transaction, Incident incident)
    {
        var group = await transaction.FindMergeGroup(incident);
        var named = overdue.Select(promise =>
            $"promise {promise.Ordinal} of {group.NumberOf(promise.IncidentId).Formatted}{(promise.IsPending ? "" : " (broken without a note)")}");
        return Problem.From(Problems.PromiseOverdue, $"Overdue: {string.Join(", ", named)}.");
    }
}
