using System.Data.Common;
using Dapper;
using IncidentService.Events;

using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Feed;

/// <summary>A page of the feed: its events, the position up to which it was searched, and whether more follows.</summary>
internal sealed record FeedPage(IReadOnlyList<FeedEvent> Events, long Next, bool More);

internal static class FeedSql
{
    /// <summary>
    /// How many positions one call searches, so that a filter that matches few events costs no more than one that matches all.
    /// </summary>
    private const int FeedWindow = 10_000;

    internal const string FeedColumns =
        "e.position, e.incident_id, i.number, e.sequence, e.occurred_at, e.type, e.channel, e.location, e.team, e.interaction, "
        + "e.wait_seconds, e.facts, e.trace_parent";

    /// <summary>
    /// The events after a position; null if the feed does not reach that far. Only events with a position are visible. The last position is
    /// read first: events that arrive during the query are left for the next call.
    /// </summary>
    public static async Task<FeedPage?> FindFeedPage(this Session session, EventFilter filter, long after, int take)
    {
        var last = await session.FindLastPosition();
        if (after > last) return null;
        var until = Math.Min(last, after + FeedWindow);
        var events = await session.Query<FeedEvent>(
            $"""
            SELECT {FeedColumns}
            FROM events e JOIN incidents i ON i.id = e.incident_id
            WHERE e.position > @after AND e.position <= @until{FilterSql(filter, session.Dialect)} ORDER BY e.position {session.Dialect.Take}
            """,
            new { after, until, types = filter.Types.ToArray(), filter.Channel, take });
        var next = events.Count == take ? events[^1].Position : until;
        return new FeedPage(events, next, next < last);
    }

    private static string FilterSql(EventFilter filter, SqlDialect dialect) =>
        (filter.Types.Count > 0 ? $" AND e.type {dialect.InListSql("types")}" : "")
        + (filter.Channel is not null ? " AND e.channel = @Channel" : "");

    /// <summary>The last position in the feed; 0 before the first event.</summary>
    public static Task<long> FindLastPosition(this Session session) =>
        session.ExecuteScalar<long>("SELECT coalesce(max(e.position), 0) FROM events e WHERE e.position IS NOT NULL");
}
