using System.Data.Common;
using Dapper;
using IncidentService.Events;

namespace IncidentService.Storage;

/// <summary>A stretch of the feed: its events, how far it was looked through, and whether it goes on.</summary>
internal sealed record FeedStretch(IReadOnlyList<FeedEvent> Events, long Next, bool More);

internal sealed partial class Store
{
    /// <summary>How much of the feed one call looks through, so that a filter that leaves little costs no more than one that leaves all.</summary>
    private const int FeedWindow = 10_000;

    private const string FeedColumns =
        "e.position, e.incident_id, i.number, e.sequence, e.occurred_at, e.type, e.channel, e.location, e.team, e.interaction, e.wait_seconds, e.facts";

    /// <summary>Rung after every change that this replica has committed.</summary>
    public Bell Committed { get; } = new();

    /// <summary>The last place in the feed; 0 before the first event.</summary>
    public Task<long> LastPosition() => Read(LastPosition);

    /// <summary>
    /// What comes after a place in the feed; null where the feed is not as long. Only events that have been given their place are seen, and the end is
    /// read first: what comes in meanwhile is left for the next call.
    /// </summary>
    public Task<FeedStretch?> ReadFeed(EventFilter filter, long after, int take) => Read(async connection =>
    {
        var last = await LastPosition(connection);
        if (after > last) return null;
        var until = Math.Min(last, after + FeedWindow);
        var events = (await connection.QueryAsync<FeedEvent>(
            $"""
            SELECT {FeedColumns}
            FROM events e JOIN incidents i ON i.id = e.incident_id
            WHERE e.position > @after AND e.position <= @until{Matching(filter)} ORDER BY e.position {dialect.Take}
            """,
            new { after, until, types = filter.Types.ToArray(), filter.Channel, take })).AsList();
        var next = events.Count == take ? events[^1].Position : until;
        return new FeedStretch(events, next, next < last);
    });

    private string Matching(EventFilter filter) =>
        (filter.Types.Count > 0 ? $" AND e.type {dialect.Among("types")}" : "") + (filter.Channel is not null ? " AND e.channel = @Channel" : "");

    private static Task<long> LastPosition(DbConnection connection) =>
        connection.ExecuteScalarAsync<long>("SELECT coalesce(max(e.position), 0) FROM events e WHERE e.position IS NOT NULL");
}
