using IncidentService.Common.Origins;
using IncidentService.Timeline;

namespace IncidentService.Handoffs.Acceptance;

/// <summary>
/// Finds the lines of a change that count as work on the incident. A receiver that works on the incident thereby accepts the hand-off.
/// </summary>
internal static class WorkEvents
{
    /// <summary>
    /// The lines that count as work. There are none if the change is a delivered message: the customer wrote it, and nobody may have read
    /// it yet.
    /// </summary>
    public static IReadOnlyList<TimelineEvent> FindIn(IReadOnlyList<TimelineEvent> news) =>
        news.Any(IsDelivery) ? [] : [.. news.Where(IsWork)];

    private static bool IsDelivery(TimelineEvent line) => line.Facts?.MessageId is not null || line.Type == EventTypes.Mismatched;

    /// <summary>
    /// Events at due times, what customers do on their page, lookups and their answers, and automatic messages are not work. A
    /// withdrawal is not either: it must not accept another hand-off.
    /// </summary>
    private static bool IsWork(TimelineEvent line) =>
        line.Channel is not null
            && Origin.IsOfKey(line.KeyId)
            && line.Facts is not ({ Lookup: not null } or { Automatic: true })
            && line.Type != EventTypes.HandoffWithdrawn;
}
