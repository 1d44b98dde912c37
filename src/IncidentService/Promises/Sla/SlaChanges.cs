using IncidentService.Changes;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Promises.WorkTime;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Promises.Sla;

/// <summary>The targets of a merge group that are still to be met.</summary>
internal sealed record SlaTargets(IReadOnlyList<Promise> Promises, MergeGroup Group);

/// <summary>
/// Fulfils the targets of SLA policies through messages and the resolution, and pauses them while the customer is waited on, where their
/// policy says so. What was left of the time then runs from the customer's answer: a promise keeps the instant at which it was paused, and
/// gets its new due time once, from that instant.
/// </summary>
internal static class SlaChanges
{
    /// <summary>Any outgoing message fulfils an acknowledgement; only a message that a person wrote is a first response.</summary>
    public static Task FulfilByMessage(ChangeContext change, Incident incident, TimelineEvent line, bool automatic) =>
        line.Type == EventTypes.MessageSent
            ? Fulfil(
                change, incident, line,
                automatic ? [PromiseKinds.Acknowledge] : [PromiseKinds.Acknowledge, PromiseKinds.FirstResponse])
            : Task.CompletedTask;

    /// <summary>The resolution fulfils the final response and every earlier target.</summary>
    public static Task FulfilByResolution(ChangeContext change, Incident incident, TimelineEvent line) =>
        Fulfil(change, incident, line, PromiseKinds.Targets);

    private static async Task Fulfil(ChangeContext change, Incident incident, TimelineEvent line, IReadOnlyList<string> kinds)
    {
        if (incident is { LastPromise: 0, Members: 0 }) return;
        var transaction = change.Transaction;
        var kept = (await transaction.ListPendingTargets(incident)).Where(promise => kinds.Contains(promise.Kind)).ToList();
        if (kept.Count == 0) return;
        var group = await transaction.FindMergeGroup(incident);
        foreach (var promise in kept)
        {
            EndPause(change, promise);
            var type = promise.Settle(PromiseStates.Kept, isExplained: true, transaction.Now)!;
            incident.Append(
                type, line.Origin, transaction.Now,
                promise.CreateFacts(group.NumberOf(promise.IncidentId)) with { Sequence = line.Sequence });
            transaction.SavePromise(promise);
        }
    }

    /// <summary>Pauses or resumes the targets of an incident, by who is waited on now.</summary>
    public static async Task PauseOrResume(ChangeContext change, Incident incident)
    {
        if (incident.WaitingOn == WaitingOn.Customer && !change.Settings.Sla.MayPause) return;
        PauseOrResume(change, incident, await ListTargets(change, incident));
    }

    /// <summary>The same for targets that were listed before incidents were merged.</summary>
    public static void PauseOrResume(ChangeContext change, Incident incident, SlaTargets targets)
    {
        foreach (var promise in targets.Promises)
        {
            var isPause = incident.WaitingOn == WaitingOn.Customer;
            if (!(isPause ? TryPause(change, promise) : EndPause(change, promise))) continue;
            incident.Append(
                isPause ? EventTypes.PromisePaused : EventTypes.PromiseResumed, change.Origin, change.Now,
                promise.CreateFacts(targets.Group.NumberOf(promise.IncidentId)));
            change.Transaction.SavePromise(promise);
        }
    }

    public static async Task<SlaTargets> ListTargets(ChangeContext change, Incident incident)
    {
        if (incident is { LastPromise: 0, Members: 0 }) return new([], new MergeGroup(incident, []));
        var targets = await change.Transaction.ListPendingTargets(incident);
        return new(targets, targets.Count == 0 ? new MergeGroup(incident, []) : await change.Transaction.FindMergeGroup(incident));
    }

    /// <summary>Lets the time of a promise run on. False if it was not stopped. A policy that is gone counts elapsed time.</summary>
    public static bool EndPause(ChangeContext change, Promise promise)
    {
        if (promise.PausedAt is not { } paused) return false;
        var resumed = change.Now > paused ? change.Now : paused;
        var policy = promise.Policy is null ? null : change.Settings.Sla.Find(promise.Policy);
        promise.Resume(
            resumed,
            policy?.FindDueTime(promise.Kind, promise.DueAt, paused, resumed) ?? WorkCalendar.Prolong(promise.DueAt, paused, resumed));
        return true;
    }

    private static bool TryPause(ChangeContext change, Promise promise) =>
        promise.Policy is not null && change.Settings.Sla.Find(promise.Policy) is { Pauses: true } && promise.TryPause(change.Now);
}
