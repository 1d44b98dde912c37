using IncidentService.Common;
using IncidentService.Storage.Sql;

namespace IncidentService.Background;

/// <summary>
/// Delays items that are still due after an attempt, longer each time, so that they neither block other items nor are retried constantly.
/// </summary>
internal sealed class RetryBackoff
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private const int MostDoublings = 6; // 5 minutes and 20 seconds
    private readonly Dictionary<DueItem, (int Count, Instant Again)> made = [];

    public int Count => made.Count;

    /// <summary>Removes items that are no longer due: they were processed.</summary>
    public void RemoveAllBut(IReadOnlyList<DueItem> due)
    {
        if (made.Count == 0) return;
        var left = due.ToHashSet();
        foreach (var item in made.Keys.Where(item => !left.Contains(item)).ToList()) made.Remove(item);
    }

    public bool MayTry(DueItem item, Instant now) => !made.TryGetValue(item, out var last) || last.Again <= now;

    public void Add(DueItem item, Instant now)
    {
        var count = made.GetValueOrDefault(item).Count;
        made[item] = (count + 1, now.Plus(FirstWait * (1 << Math.Min(count, MostDoublings))));
    }
}
