using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Handoffs;
using IncidentService.Handoffs.Acceptance;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Feed;

namespace IncidentService.Storage.Sql;

internal static class HandoffSql
{
    private const string HandoffColumns =
        """
        h.incident_id, h.ordinal, h.state, h.from_channel, h.from_location, h.from_team, h.to_channel, h.to_team, h.requested_at, h.agent,
        h.sequence, h.told_by, h.due_at, h.overdue_at, h.arrived_at, h.settled_at, h.settled_agent, t.body AS reason, o.body AS told
        """;

    private const string HandoffJoins =
        """
        LEFT JOIN texts t ON t.owner_id = h.incident_id AND t.part = h.sequence
        LEFT JOIN texts o ON o.owner_id = h.incident_id AND o.part = h.told_by
        """;

    internal const string Handoffs = $"SELECT {HandoffColumns} FROM handoffs h {HandoffJoins}";

    internal const string InOrder = "ORDER BY h.requested_at, h.incident_id, h.ordinal";

    public static void AddHandoff(this Transaction transaction, Handoff handoff) => transaction.Write(
        """
        INSERT INTO handoffs (incident_id, ordinal, state, from_channel, from_location, from_team, to_channel, to_team, requested_at, agent, sequence, told_by, due_at)
        VALUES (@IncidentId, @Ordinal, @State, @FromChannel, @FromLocation, @FromTeam, @ToChannel, @ToTeam, @RequestedAt, @Agent, @Sequence, @ToldBy, @DueAt)
        """,
        handoff);

    public static void SaveHandoff(this Transaction transaction, Handoff handoff) => transaction.Write(
        """
        UPDATE handoffs SET state = @State, overdue_at = @OverdueAt, arrived_at = @ArrivedAt, settled_at = @SettledAt, settled_agent = @SettledAgent
        WHERE incident_id = @IncidentId AND ordinal = @Ordinal
        """,
        handoff);

    /// <summary>The open hand-offs of an incident and of those that were merged into it.</summary>
    public static Task<IReadOnlyList<Handoff>> ListOpenHandoffs(this Session session, Incident incident) => session.Query<Handoff>(
        $"{Handoffs} WHERE h.state = 'open' AND h.incident_id {CardSql.OfGroup} {InOrder}", new { incidentId = incident.Id });

    /// <summary>Accepts the open hand-offs whose receiver has worked on the incident in this change.</summary>
    public static async Task AcceptHandoffsByWork(this Transaction transaction, Incident incident)
    {
        if (!incident.MayHaveHandoffs || WorkEvents.FindIn(incident.PendingEvents) is not { Count: > 0 } work) return;
        var group = await transaction.FindMergeGroup(incident);
        foreach (var handoff in await transaction.ListOpenHandoffs(incident))
        {
            if (handoff.TryAcceptBy(work, incident, group.NumberOf(handoff.IncidentId), transaction.Now)) transaction.SaveHandoff(handoff);
        }
    }

    /// <summary>All hand-offs of an incident and of those that were merged into it, from after a feed position.</summary>
    public static Task<IReadOnlyList<Handoff>> ListHandoffs(this Session session, Incident incident, long after, int take) =>
        session.Query<Handoff>(
            $"""
            SELECT {HandoffColumns}, e.position
            FROM handoffs h {HandoffJoins} JOIN events e ON e.incident_id = h.incident_id AND e.sequence = h.sequence
            WHERE h.incident_id {CardSql.OfGroup} AND {FeedPositionSql.FeedPlace} > @after {TimelineSql.FeedOrder} {session.Dialect.Take}
            """,
            new { incidentId = incident.Id, after, take });

    /// <summary>
    /// Open hand-offs, oldest first. Takes the first ones of each channel through the index of open hand-offs, and then the first of those.
    /// </summary>
    public static async Task<IReadOnlyList<WaitingHandoff>> ListWaiting(this Session session, HandoffFilter filter, int take)
    {
        var found = new List<WaitingHandoff>();
        foreach (var channel in filter.Channels) found.AddRange(await session.ListWaiting(filter, channel, take));
        return (IReadOnlyList<WaitingHandoff>)[.. found
            .OrderBy(waiting => waiting.Handoff.RequestedAt)
            .ThenBy(waiting => waiting.Handoff.IncidentId)
            .ThenBy(waiting => waiting.Handoff.Ordinal)
            .Take(take)];
    }

    /// <summary>The statement that lists one channel. Tests inspect its query plan.</summary>
    public static string WaitingSql(HandoffFilter filter, SqlDialect dialect) =>
        $"""
        SELECT {HandoffColumns}, n.id, n.number, {IncidentSql.IncidentColumns}
        FROM handoffs h {HandoffJoins}
        JOIN incidents n ON n.id = h.incident_id
        JOIN incidents i ON i.id = coalesce(n.survivor_id, n.id) {IncidentSql.IncidentJoins}
        WHERE h.state = 'open' AND h.to_channel = @channel {(filter.Team is null ? "" : "AND h.to_team = @Team")}
            {filter.Overdue switch { null => "", true => "AND h.overdue_at IS NOT NULL", false => "AND h.overdue_at IS NULL" }}
            AND h.requested_at >= @requestedAt
            AND (h.requested_at > @requestedAt OR h.incident_id > @incidentId OR (h.incident_id = @incidentId AND h.ordinal > @ordinal))
        {InOrder} {dialect.Take}
        """;

    /// <summary>Open hand-offs whose time has passed and that are not marked as overdue yet.</summary>
    public static Task<IReadOnlyList<DueItem>> ListDueHandoffs(this Session session, Instant now, int most) =>
        session.Query<DueItem>(
            $"""
            SELECT h.incident_id, h.ordinal FROM handoffs h
            WHERE h.state = 'open' AND h.overdue_at IS NULL AND h.due_at IS NOT NULL AND h.due_at <= @now
            ORDER BY h.due_at, h.incident_id, h.ordinal {session.Dialect.Take}
            """,
            new { now, take = most });

    public static Task<IReadOnlyList<WaitingHandoff>> ListWaiting(this Session session, HandoffFilter filter, string channel, int take) =>
        session.Query<Handoff, MergedIncident, Incident, WaitingHandoff>(
            WaitingSql(filter, session.Dialect),
            (handoff, named, incident) => new WaitingHandoff(handoff, named.Number, incident),
            new
            {
                channel, filter.Team, requestedAt = filter.Behind.RequestedAt, incidentId = filter.Behind.IncidentId,
                ordinal = filter.Behind.Ordinal, take
            });

    public static Task<Handoff?> FindHandoff(this Session session, long incidentId, int ordinal) => session.QuerySingleOrDefault<Handoff?>(
        $"{Handoffs} WHERE h.incident_id = @incidentId AND h.ordinal = @ordinal", new { incidentId, ordinal });
}
