using IncidentNumbers;

namespace IncidentService.Incidents;

/// <summary>An incident that was merged, as the one that it lives on in counts it.</summary>
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

/// <summary>An incident and all that live on in it. A merge moves nothing: what each of them has stays its own, under its own number.</summary>
internal sealed class MergeGroup(Incident survivor, IReadOnlyList<MergedIncident> others)
{
    /// <summary>Those that were merged, in the order of their numbers.</summary>
    public IReadOnlyList<MergedIncident> Others => others;

    public IEnumerable<long> Ids => others.Select(member => member.Id).Prepend(survivor.Id);

    public bool Contains(long id) => id == survivor.Id || others.Any(member => member.Id == id);

    public IncidentNumber NumberOf(long id) => id == survivor.Id ? survivor.Number : others.First(member => member.Id == id).Number;

    /// <summary>The sum over all of them, or the most that there can be.</summary>
    public int Sum(int own, Func<MergedIncident, int> count) => (int)Math.Min(int.MaxValue, own + others.Sum(member => (long)count(member)));

    /// <summary>Their waits overlap, so the longest counts.</summary>
    public long WaitedMicros => Math.Max(survivor.WaitedMicros, others.Count == 0 ? 0 : others.Max(member => member.WaitedMicros));
}
