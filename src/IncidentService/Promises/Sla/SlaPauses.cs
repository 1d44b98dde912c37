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
/// Stops the time of SLA targets while the customer is waited on, where their policy says so. What was left of it then runs from the
/// customer's answer: a promise keeps the instant at which it was stopped, and gets its new due time once, from that instant.
/// </summary>
internal static class SlaPauses
{
    /// <summary>Makes the targets of an incident agree with who is waited on.</summary>
    public static async Task Follow(ChangeContext change, Incident incident)
    {
        if (incident.WaitingOn == WaitingOn.Customer && !change.Settings.Sla.MayPause) return;
        Follow(change, incident, await ListTargets(change, incident));
    }

    /// <summary>The same for targets that were listed before incidents were merged.</summary>
    public static void Follow(ChangeContext change, Incident incident, SlaTargets targets)
    {
        foreach (var promise in targets.Promises)
        {
            var isPause = incident.WaitingOn == WaitingOn.Customer;
            if (!(isPause ? TryPause(change, promise) : End(change, promise))) continue;
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
    public static bool End(ChangeContext change, Promise promise)
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
