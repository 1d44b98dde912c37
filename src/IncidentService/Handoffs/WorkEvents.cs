using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>What somebody has done on an incident within one change. A receiver that works on it has accepted it, without saying so.</summary>
internal static class WorkEvents
{
    /// <summary>The lines that tell of work. None where the change is only a delivered message: the customer wrote it, and nobody may have read it yet.</summary>
    public static IReadOnlyList<TimelineEvent> FindIn(IReadOnlyList<TimelineEvent> news) =>
        news.Any(IsDelivery) ? [] : [.. news.Where(IsWork)];

    private static bool IsDelivery(TimelineEvent line) => line.Facts?.MessageId is not null || line.Type == EventTypes.Mismatched;

    /// <summary>Not what the clock brings, nor a lookup or its answer, nor a machine; and who takes a hand-off back takes up no other.</summary>
    private static bool IsWork(TimelineEvent line) =>
        line.Channel is not null && line.Facts is not ({ Lookup: not null } or { Automatic: true }) && line.Type != EventTypes.HandoffWithdrawn;
}
