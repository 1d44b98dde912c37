using Dapper;
using IncidentService.Common;
using IncidentService.Incidents;

namespace IncidentService.Storage.Sql;

internal static class ResolutionSql
{
    /// <summary>
    /// Resolved incidents whose quiet period is over, the longest over first; without those that an overdue promise keeps open.
    /// </summary>
    public static async Task<IReadOnlyList<DueItem>> ListQuietIncidents(this Session session, Instant now, int most)
    {
        var ids = await session.Query<long>(
            $"""
            SELECT i.id FROM incidents i
            WHERE i.closes_at <= @now AND i.survivor_id IS NULL AND NOT EXISTS (
                SELECT 1 FROM promises p
                WHERE p.answered_at IS NULL AND p.due_at <= @now AND p.incident_id IN (SELECT f.id FROM incidents f WHERE f.id = i.id OR f.survivor_id = i.id))
            ORDER BY i.closes_at, i.id {session.Dialect.Take}
            """,
            new { now, take = most });
        return (IReadOnlyList<DueItem>)[.. ids.Select(id => new DueItem(id, 0))];
    }

    /// <summary>A response to the customer counts for every incident that was merged into this one.</summary>
    public static void SaveFirstResponses(this Transaction transaction, Incident incident) => transaction.Write(
        "UPDATE incidents SET first_response_at = @now WHERE survivor_id = @Id AND first_response_at IS NULL",
        new { incident.Id, now = transaction.Now });

    public static void SaveFirstResolutions(this Transaction transaction, Incident incident, int interactions) => transaction.Write(
        "UPDATE incidents SET first_resolved_at = @now, first_resolved_with = @interactions WHERE survivor_id = @Id AND first_resolved_at IS NULL",
        new { incident.Id, now = transaction.Now, interactions });
}
