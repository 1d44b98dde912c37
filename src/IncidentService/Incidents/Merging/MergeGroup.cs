using IncidentNumbers;

namespace IncidentService.Incidents.Merging;

/// <summary>A merged incident, with the counts that the survivor's card adds up.</summary>
internal sealed class MergedIncident
{
    public long Id { get; init; }
    public IncidentNumber Number { get; init; }
    public int Interactions { get; init; }
    public int WaitSeconds { get; init; }
    public int LastHandoff { get; init; }
    public int Disputes { get; init; }
    public int Reopened { get; init; }
    public long WaitedMicros { get; init; }
}

/// <summary>
/// A survivor and the incidents that were merged into it. A merge moves nothing: every incident keeps its items under its own number.
/// </summary>
internal sealed class MergeGroup(Incident survivor, IReadOnlyList<MergedIncident> others)
{
    /// <summary>The merged incidents, in the order of their numbers.</summary>
    public IReadOnlyList<MergedIncident> Others => others;

    public IEnumerable<long> Ids => others.Select(member => member.Id).Prepend(survivor.Id);

    public bool Contains(long id) => id == survivor.Id || others.Any(member => member.Id == id);

    public IncidentNumber NumberOf(long id) => id == survivor.Id ? survivor.Number : others.First(member => member.Id == id).Number;

    /// <summary>The sum over the group, capped at the maximum value of an integer.</summary>
    public int Sum(int own, Func<MergedIncident, int> count) =>
        (int)Math.Min(int.MaxValue, own + others.Sum(member => (long)count(member)));

    /// <summary>The longest wait in the group, because the waits overlap.</summary>
    public long WaitedMicros => Math.Max(survivor.WaitedMicros, others.Count == 0 ? 0 : others.Max(member => member.WaitedMicros));
}
