using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>
/// Lets one incident live on in another, and takes that back. Nothing is moved: an edge to the parent is stored, and the survivor at the end
/// of the edges beside it, so that every old number is one step away.
/// </summary>
internal sealed class MergeChanges(ChangeContext change)
{
    private readonly Transaction transaction = change.Transaction;
    private readonly Origin origin = change.Origin;

    /// <summary>The survivor. Merging again what was merged so changes nothing; of two opposite merges the second is refused.</summary>
    public async Task<Outcome<Incident>> Merge(IncidentNumber number, IncidentNumber into, string? reason)
    {
        var (merged, survivor) = await LockBoth(number, into);
        if (merged is null) return Problem.From(Problems.NumberUnknown);
        if (survivor is null) return Problem.From(Problems.NumberUnknown, "It is the number in into that no incident has.");
        if (merged.IsAskedForItself) return AreSeparate(merged, survivor) ? await Join(merged, survivor, reason) : AlreadyMerged(into, merged);
        return AreSeparate(merged, survivor) ? AlreadyMerged(number, merged) : survivor;
    }

    /// <summary>The incident by itself again, with all that was merged into it.</summary>
    public async Task<Outcome<Incident>> Unmerge(IncidentNumber number, string? reason)
    {
        if (await transaction.LockIncident(number) is not { } survivor) return Problem.From(Problems.NumberUnknown);
        if (survivor.IsAskedForItself) return Problem.From(Problems.NotMerged);
        var incident = await transaction.LockWithoutMerges(survivor.NamedId);
        incident.Members = await transaction.RemoveFromGroup(incident, survivor);
        (incident.ParentId, incident.SurvivorId) = (null, null);
        survivor.Members -= incident.Members + 1;
        foreach (var apart in new[] { incident, survivor }.Where(apart => apart.ClosesAt is null)) await QuietPeriodTimer.Restart(change, apart);
        survivor.Append(EventTypes.Unmerged, origin, change.Now, new Facts { Number = incident.Number.ToString() });
        incident.Append(EventTypes.Unmerged, origin, change.Now, new Facts { Number = survivor.Number.ToString() }, reason);
        return incident;
    }

    /// <summary>Always in the same order, so that two opposite merges wait for each other instead of locking each other out.</summary>
    private async Task<(Incident? First, Incident? Second)> LockBoth(IncidentNumber first, IncidentNumber second)
    {
        if (first.CompareTo(second) < 0) return (await transaction.LockIncident(first), await transaction.LockIncident(second));
        var later = await transaction.LockIncident(second);
        return (await transaction.LockIncident(first), later);
    }

    private async Task<Incident> Join(Incident merged, Incident survivor, string? reason)
    {
        var hasOverdue = (await transaction.ListOverduePromises(merged)).Count > 0 || (await transaction.ListOverduePromises(survivor)).Count > 0;
        survivor.Members += merged.Members + 1;
        var line = survivor.Append(EventTypes.Merged, origin, change.Now, new Facts { Number = merged.Number.ToString() }, reason);
        TransferState(survivor, merged, line);
        (merged.ParentId, merged.SurvivorId, merged.Members, merged.ClosesAt) = (survivor.Id, survivor.Id, 0, null);
        transaction.ChangeSurvivor(from: merged.Id, to: survivor.Id);
        merged.MarkChanged(); // its version rises, so that no ETag of before the merge is ever good again
        if (hasOverdue) IncidentLifecycle.StopQuietClock(survivor);
        (survivor.AskedFor, survivor.AskedForId) = (null, null);
        return survivor;
    }

    /// <summary>An open incident opens the one that it lives on in, and the customer has waited since the earlier of the two times.</summary>
    private void TransferState(Incident survivor, Incident merged, TimelineEvent line)
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
        Problem.From(Problems.AlreadyMerged, $"{which.Formatted} lives on in {survivor.Number.Formatted}.") with { Holder = survivor.Number.ToString() };
}
