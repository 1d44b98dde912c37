using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>
/// Lets one incident live on in another, and takes that back. Nothing is moved: an edge to the parent is stored, and the survivor at the end
/// of the edges beside it, so that every old number is one step away.
/// </summary>
internal sealed class Merging(Transaction transaction, Rulebook rules, Origin origin)
{
    /// <summary>The survivor. Merging again what was merged so changes nothing; of two opposite merges the second is refused.</summary>
    public async Task<(Incident? Survivor, Problem? Problem)> Merge(IncidentNumber number, IncidentNumber into, string? reason)
    {
        var (merged, survivor) = await LockBoth(number, into);
        if (merged is null) return (null, Problem.Of(Problems.NumberUnknown));
        if (survivor is null) return (null, Problem.Of(Problems.NumberUnknown, "It is the number in into that no incident has."));
        if (merged.IsNamed) return Apart(merged, survivor) ? (await Join(merged, survivor, reason), null) : (null, AlreadyMerged(into, merged));
        return Apart(merged, survivor) ? (null, AlreadyMerged(number, merged)) : (survivor, null);
    }

    /// <summary>The incident by itself again, with all that was merged into it.</summary>
    public async Task<(Incident? Incident, Problem? Problem)> Unmerge(IncidentNumber number, string? reason)
    {
        if (await transaction.Lock(number) is not { } survivor) return (null, Problem.Of(Problems.NumberUnknown));
        if (survivor.IsNamed) return (null, Problem.Of(Problems.NotMerged));
        var incident = await transaction.LockItself(survivor.NamedId);
        incident.Members = await transaction.Cut(incident, survivor);
        (incident.ParentId, incident.SurvivorId) = (null, null);
        survivor.Members -= incident.Members + 1;
        foreach (var apart in new[] { incident, survivor }.Where(apart => apart.ClosesAt is null)) await QuietClock.Restart(transaction, rules, apart);
        survivor.Append(EventTypes.Unmerged, origin, transaction.Now, new Facts { Number = incident.Number.ToString() });
        incident.Append(EventTypes.Unmerged, origin, transaction.Now, new Facts { Number = survivor.Number.ToString() }, reason);
        await transaction.Save(survivor);
        await transaction.Save(incident);
        return (incident, null);
    }

    /// <summary>Always in the same order, so that two opposite merges wait for each other instead of locking each other out.</summary>
    private async Task<(Incident? First, Incident? Second)> LockBoth(IncidentNumber first, IncidentNumber second)
    {
        if (first.CompareTo(second) < 0) return (await transaction.Lock(first), await transaction.Lock(second));
        var later = await transaction.Lock(second);
        return (await transaction.Lock(first), later);
    }

    private async Task<Incident> Join(Incident merged, Incident survivor, string? reason)
    {
        survivor.Members += merged.Members + 1;
        var line = survivor.Append(EventTypes.Merged, origin, transaction.Now, new Facts { Number = merged.Number.ToString() }, reason);
        TakeOver(survivor, merged, line);
        (merged.ParentId, merged.SurvivorId, merged.Members, merged.ClosesAt) = (survivor.Id, survivor.Id, 0, null);
        transaction.Redirect(from: merged.Id, to: survivor.Id);
        await transaction.Save(merged); // its version rises, so that no ETag of before the merge is ever good again
        if ((await transaction.OverduePromises(survivor)).Count > 0) Lifecycle.StopQuietClock(survivor);
        await transaction.Save(survivor);
        (survivor.AskedFor, survivor.AskedForId) = (null, null);
        return survivor;
    }

    /// <summary>An open incident opens the one that it lives on in, and the customer has waited since the earlier of the two times.</summary>
    private void TakeOver(Incident survivor, Incident merged, TimelineEvent line)
    {
        survivor.LastInAt = Later(survivor.LastInAt, merged.LastInAt);
        survivor.LastOutAt = Later(survivor.LastOutAt, merged.LastOutAt);
        survivor.ErasedAt = Later(survivor.ErasedAt, merged.ErasedAt);
        if (merged.State != States.Open) return;
        var wasOpen = survivor.State == States.Open;
        if (!wasOpen) Lifecycle.ReopenBy(survivor, line, origin);
        if (wasOpen && !HasWaitedLonger(merged, survivor)) return;
        (survivor.WaitingOn, survivor.WaitingSince) = (merged.WaitingOn, merged.WaitingSince);
    }

    private static bool HasWaitedLonger(Incident one, Incident other) =>
        one.WaitingOn == WaitingOn.Us && (other.WaitingOn != WaitingOn.Us || one.WaitingSince < other.WaitingSince);

    private static Instant? Later(Instant? one, Instant? other) => one > other || other is null ? one : other;

    private static bool Apart(Incident one, Incident other) => one.Id != other.Id;

    private static Problem AlreadyMerged(IncidentNumber which, Incident survivor) =>
        Problem.Of(Problems.AlreadyMerged, $"{which.Formatted} lives on in {survivor.Number.Formatted}.") with { Holder = survivor.Number.ToString() };
}
