using System.Data.Common;
using Dapper;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Feed;

/// <summary>
/// Assigns feed positions where changes are committed concurrently: an event gets its position after its commit. One sequencer at a time
/// assigns positions and commits them in order, so that a reader that has passed a position never misses an earlier event.
/// </summary>
internal static class FeedPositionSql
{
    private const string LeaseName = "numbering";
    private const int BatchSize = 1_000;

    /// <summary>An event's position in the order of all events; events without a position come last.</summary>
    internal const string FeedPlace = "coalesce(e.position, 9223372036854775807)";

    /// <summary>
    /// Takes the oldest events without a position, and all earlier ones of their incidents. The events of an incident keep their order even
    /// if the clocks of the replicas that wrote them differed.
    /// </summary>
    private static string AssignmentSql(SqlDialect dialect) =>
        $"""
        UPDATE events SET position = n.place FROM (
            SELECT q.incident_id, q.sequence,
                (SELECT coalesce(max(l.position), 0) FROM events l WHERE l.position IS NOT NULL) + row_number() OVER (ORDER BY q.reached, q.incident_id, q.sequence) AS place
            FROM (
                SELECT u.incident_id, u.sequence, max(u.occurred_at) OVER (PARTITION BY u.incident_id ORDER BY u.sequence) AS reached
                FROM events u JOIN (
                    SELECT b.incident_id, max(b.sequence) AS upto FROM (
                        SELECT w.incident_id, w.sequence FROM events w WHERE w.position IS NULL ORDER BY w.occurred_at, w.incident_id, w.sequence {dialect.Take}) b
                    GROUP BY b.incident_id) c ON c.incident_id = u.incident_id AND u.sequence <= c.upto
                WHERE u.position IS NULL) q) n
        WHERE events.incident_id = n.incident_id AND events.sequence = n.sequence
        """;

    /// <summary>Assigns positions to events that were committed before this change and have none yet.</summary>
    public static void AssignFeedPositions(this Transaction transaction)
    {
        transaction.Fence();
        transaction.Write(AssignmentSql(transaction.Dialect), new { take = BatchSize });
    }

    /// <summary>Serializes sequencers: the second one waits for the commit of the first, and sees it.</summary>
    public static void Fence(this Transaction transaction) => transaction.WriteOne(
        "UPDATE leases SET fence = fence + 1, expires_at = @now WHERE name = @name", new { name = LeaseName, now = transaction.Now });

    public static async Task<bool> HasEventsWithoutPosition(this Session session) => await session.ExecuteScalar<int?>(
        $"SELECT 1 AS found FROM events e WHERE e.position IS NULL ORDER BY e.occurred_at {session.Dialect.Take}",
        new { take = 1 }) is not null;
}
