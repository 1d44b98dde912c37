using IncidentService.Common;
using IncidentService.Promises.WorkTime;

namespace IncidentService.Promises.Sla;

/// <summary>A target of a policy for one incident, with its due time.</summary>
internal sealed record SlaTarget(string Policy, string Kind, Instant Due);

/// <summary>A configured policy. Empty categories or channels match any. Targets are in the order of their kinds.</summary>
internal sealed record SlaPolicy(
    string Name, IReadOnlySet<string> Categories, IReadOnlySet<string> Channels, WorkCalendar Calendar,
    IReadOnlyList<(string Kind, TimeLimit Limit)> Targets)
{
    /// <summary>Whether its targets pause while we wait for the customer.</summary>
    public bool Pauses { get; init; }

    public int Specificity => (Categories.Count > 0 ? 2 : 0) + (Channels.Count > 0 ? 1 : 0);

    public IReadOnlyList<SlaTarget> TargetsFor(Instant openedAt) =>
        [.. Targets.Select(target => new SlaTarget(Name, target.Kind, Calendar.FindDueTime(openedAt, target.Limit)))];

    /// <summary>When a promise of this kind is due, whose time stood still between two instants.</summary>
    public Instant FindDueTime(string kind, Instant due, Instant paused, Instant resumed)
    {
        var target = Targets.FirstOrDefault(target => target.Kind == kind);
        return Calendar.Prolong(due, paused, resumed, target.Kind is null ? TimeUnit.Hours : target.Limit.Unit);
    }

    public bool Covers(string? category, string channel) =>
        (Categories.Count == 0 || (category is not null && Categories.Contains(category)))
            && (Channels.Count == 0 || Channels.Contains(channel));
}

/// <summary>
/// Selects the one policy of an incident: the most specific one that covers it. Category and channel come before category, category before
/// channel, channel before neither; among equals, the first in the configuration wins.
/// </summary>
internal sealed class SlaPolicies(IReadOnlyCollection<SlaPolicy> configured)
{
    private readonly SlaPolicy[] policies = [.. configured.OrderByDescending(policy => policy.Specificity)];

    /// <summary>
    /// The targets in the order of their kinds; empty if no policy covers the incident or the selected one has no targets.
    /// </summary>
    public IReadOnlyList<SlaTarget> TargetsFor(string? category, string channel, Instant openedAt) =>
        Array.Find(policies, policy => policy.Covers(category, channel)) is { } found
            ? found.TargetsFor(openedAt)
            : [];

    /// <summary>Whether any policy pauses its targets.</summary>
    public bool MayPause { get; } = configured.Any(policy => policy.Pauses);

    public SlaPolicy? Find(string name) => Array.Find(policies, policy => policy.Name == name);
}
