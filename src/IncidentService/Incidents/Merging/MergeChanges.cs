using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Promises.Overdue;
using IncidentService.Promises.Sla;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Incidents.Merging;

/// <summary>
/// Merges an incident into another and undoes merges. No rows are moved: each merged incident stores its parent, and also the survivor at
/// the end of the chain, so that every old number resolves in one step.
/// </summary>
internal static class MergeChanges
{
    /// <summary>
    /// Merges two incidents and returns the survivor. Repeating a merge changes nothing; of two opposite merges, the second is refused.
    /// </summary>
    public static async Task<Outcome<Incident>> Merge(ChangeContext change, IncidentNumber number, IncidentNumber into, string? reason)
    {
        var (merged, survivor) = await LockBoth(change.Transaction, number, into);
        if (merged is null) return Problem.From(Problems.NumberUnknown);
        if (survivor is null) return Problem.From(Problems.NumberUnknown, "It is the number in into that no incident has.");
        if (merged.IsAskedForItself)
            return AreSeparate(merged, survivor) ? await Join(change, merged, survivor, reason) : AlreadyMerged(into, merged);
        return AreSeparate(merged, survivor) ? AlreadyMerged(number, merged) : survivor;
    }

    /// <summary>Undoes a merge and returns the separated incident, with everything that was merged into it.</summary>
    public static async Task<Outcome<Incident>> Unmerge(ChangeContext change, IncidentNumber number, string? reason)
    {
        var transaction = change.Transaction;
        if (await transaction.LockIncident(number) is not { } survivor) return Problem.From(Problems.NumberUnknown);
        if (survivor.IsAskedForItself) return Problem.From(Problems.NotMerged);
        var incident = await transaction.LockWithoutMerges(survivor.NamedId);
        incident.Members = await transaction.RemoveFromGroup(incident, survivor);
        (incident.ParentId, incident.SurvivorId) = (null, null);
        survivor.Members -= incident.Members + 1;
        await SlaChanges.PauseOrResume(change, incident);
        foreach (var apart in new[] { incident, survivor }.Where(apart => apart.ClosesAt is null))
            await QuietPeriodTimer.Restart(change, apart);
        survivor.Append(EventTypes.Unmerged, change.Origin, change.Now, new Facts { Number = incident.Number.ToString() });
        incident.Append(EventTypes.Unmerged, change.Origin, change.Now, new Facts { Number = survivor.Number.ToString() }, reason);
        return incident;
    }

    /// <summary>
    /// Locks in the order of the ids of the incidents that the numbers lead to, so that merges wait for each other instead of causing a
    /// deadlock, whichever numbers they were asked for.
    /// </summary>
    private static async Task<(Incident? First, Incident? Second)> LockBoth(
        Transaction transaction, IncidentNumber first, IncidentNumber second)
    {
        var (one, other) = (await transaction.FindVersion(first), await transaction.FindVersion(second));
        if (one?.Id < other?.Id) return (await transaction.LockIncident(first), await transaction.LockIncident(second));
        var later = await transaction.LockIncident(second);
        return (await transaction.LockIncident(first), later);
    }

    private static async Task<Incident> Join(ChangeContext change, Incident merged, Incident survivor, string? reason)
    {
        var transaction = change.Transaction;
        var hasOverdue = (await transaction.ListOverduePromises(merged)).Count > 0
            || (await transaction.ListOverduePromises(survivor)).Count > 0;
        SlaTargets[] targets = [await SlaChanges.ListTargets(change, merged), await SlaChanges.ListTargets(change, survivor)];
        survivor.Members += merged.Members + 1;
        var line = survivor.Append(EventTypes.Merged, change.Origin, change.Now, new Facts { Number = merged.Number.ToString() }, reason);
        TransferState(survivor, merged, line, change.Origin);
        foreach (var own in targets) SlaChanges.PauseOrResume(change, survivor, own);
        (merged.ParentId, merged.SurvivorId, merged.Members, merged.ClosesAt) = (survivor.Id, survivor.Id, 0, null);
        transaction.ChangeSurvivor(from: merged.Id, to: survivor.Id);
        merged.MarkChanged(); // raises the version, so that no ETag from before the merge matches again
        if (hasOverdue) IncidentLifecycle.StopQuietClock(survivor);
        (survivor.AskedFor, survivor.AskedForId) = (null, null);
        return survivor;
    }

    /// <summary>Merging an open incident reopens the survivor; the customer has waited since the earlier of the two times.</summary>
    private static void TransferState(Incident survivor, Incident merged, TimelineEvent line, Origin origin)
    {
        survivor.LastInAt = Later(survivor.LastInAt, merged.LastInAt);
        survivor.LastOutAt = Later(survivor.LastOutAt, merged.LastOutAt);
        survivor.ErasedAt = Later(survivor.ErasedAt, merged.ErasedAt);
        if (merged.State != States.Open) return;
        var wasOpen = survivor.State == States.Open;
        if (!wasOpen) IncidentLifecycle.ReopenBy(survivor, line, origin);
        if (wasOpen && !HasWaitedLonger(merged, survivor)) return;
        (survivor.WaitingOn, survivor.WaitingSince) = (merged.WaitingOn, merged.WaitingSince);
    }

    private static bool HasWaitedLonger(Incident one, Incident other) =>
        one.WaitingOn == WaitingOn.Us && (other.WaitingOn != WaitingOn.Us || one.WaitingSince < other.WaitingSince);

    private static Instant? Later(Instant? one, Instant? other) => one > other || other is null ? one : other;

    private static bool AreSeparate(Incident one, Incident other) => one.Id != other.Id;

    private static Problem AlreadyMerged(IncidentNumber which, Incident survivor) =>
        Problem.From(Problems.AlreadyMerged, $"{which.Formatted} lives on in {survivor.Number.Formatted}.")
            with { Holder = survivor.Number.ToString() };
}
