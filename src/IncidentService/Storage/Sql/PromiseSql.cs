using System.Data.Common;
using Dapper;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Promises;

namespace IncidentService.Storage.Sql;

internal static class PromiseSql
{
    private const string PromiseColumns =
        """
        p.incident_id, p.ordinal, p.kind, p.policy, p.state, p.due_at, p.team, p.promised_at, p.channel, p.agent, p.sequence,
        p.announced_id, p.announced_by, p.overdue_at, p.settled_at, p.answered_at, p.paused_at, p.paused_micros,
        t.body AS text
        """;

    internal const string Promises = $"SELECT {PromiseColumns} FROM promises p {TextsOfPromises}";

    private const string TextsOfPromises = "LEFT JOIN texts t ON t.owner_id = p.incident_id AND t.part = p.sequence";

    internal const string InOrder = "ORDER BY p.due_at, p.incident_id, p.ordinal";

    public static void AddPromise(this Transaction transaction, Promise promise) => transaction.Write(
        """
        INSERT INTO promises (incident_id, ordinal, kind, policy, state, due_at, team, promised_at, channel, agent, sequence)
        VALUES (@IncidentId, @Ordinal, @Kind, @Policy, @State, @DueAt, @Team, @PromisedAt, @Channel, @Agent, @Sequence)
        """,
        promise);

    public static void SavePromise(this Transaction transaction, Promise promise) => transaction.Write(
        """
        UPDATE promises SET state = @State, due_at = @DueAt, overdue_at = @OverdueAt, settled_at = @SettledAt, answered_at = @AnsweredAt,
            paused_at = @PausedAt, paused_micros = @PausedMicros
        WHERE incident_id = @IncidentId AND ordinal = @Ordinal
        """,
        promise);

    /// <summary>
    /// The promises of an incident and of those that were merged into it, oldest first, from after a place: promised at, incident, ordinal.
    /// </summary>
    public static async Task<IReadOnlyList<Promise>> ListPromises(this Session session, Incident incident, long[] place, int take)
    {
        var (after, parameters) = After("p.promised_at", place);
        parameters.AddDynamicParams(new { incidentId = incident.Id, take });
        return await session.Query<Promise>(
            $"{Promises} WHERE p.incident_id {CardSql.OfGroup} {after} ORDER BY p.promised_at, p.incident_id, p.ordinal {session.Dialect.Take}",
            parameters);
    }

    /// <summary>
    /// Unanswered promises of all incidents by due time, from after a place: due at, incident, ordinal. Each comes with its survivor.
    /// </summary>
    public static async Task<IReadOnlyList<(Promise Promise, Incident Incident)>> ListUnansweredPromises(
        this Session session, PromiseFilter filter, long[] place, int take)
    {
        var (after, parameters) = After("p.due_at", place);
        parameters.AddDynamicParams(new { filter.State, filter.Team, filter.Channel, filter.DueBefore, take });
        var conditions =
            (filter.State is null ? "" : "AND p.state = @State ") + (filter.Team is null ? "" : "AND p.team = @Team ")
            + (filter.Channel is null ? "" : "AND p.channel = @Channel ") + (filter.DueBefore is null ? "" : "AND p.due_at < @DueBefore ");
        return await session.Query<Promise, Incident, (Promise, Incident)>(
            $"""
            SELECT {PromiseColumns}, {IncidentSql.IncidentColumns}, CASE WHEN o.id = i.id THEN NULL ELSE o.number END AS asked_for
            FROM promises p {TextsOfPromises}
            JOIN incidents o ON o.id = p.incident_id
            JOIN incidents i ON i.id = coalesce(o.survivor_id, o.id) {IncidentSql.IncidentJoins}
            WHERE p.answered_at IS NULL {conditions} {after} {InOrder} {session.Dialect.Take}
            """,
            (promise, incident) => (promise, incident),
            parameters);
    }

    /// <summary>Open promises that are due and not paused, the longest due first.</summary>
    public static Task<IReadOnlyList<DueItem>> ListDuePromises(this Session session, Instant now, int most) =>
        session.Query<DueItem>(
            $"""
            SELECT p.incident_id, p.ordinal FROM promises p
            WHERE p.state = 'open' AND p.paused_at IS NULL AND p.due_at <= @now {InOrder} {session.Dialect.Take}
            """,
            new { now, take = most });

    /// <summary>The targets from policies that are still to be met, of an incident and of those that were merged into it.</summary>
    public static Task<IReadOnlyList<Promise>> ListPendingTargets(this Session session, Incident incident) =>
        session.Query<Promise>(
            $"{Promises} WHERE p.state IN ('open', 'overdue') AND p.kind <> 'promise' AND p.incident_id {CardSql.InMergeGroup(incident)} {InOrder}",
            new { incidentId = incident.Id });

    /// <summary>
    /// The merge group's unanswered promises whose due time has passed, whether they are marked as overdue yet or not; none that is paused.
    /// </summary>
    public static async Task<IReadOnlyList<Promise>> ListOverduePromises(this Transaction transaction, Incident incident)
    {
        if (incident is { Members: 0, LastPromise: 0 }) return [];
        return await transaction.Query<Promise>(
            $"{Promises} WHERE p.answered_at IS NULL AND p.paused_at IS NULL AND p.due_at <= @now "
            + $"AND p.incident_id {CardSql.OfGroup} {InOrder}",
            new { incidentId = incident.Id, now = transaction.Now });
    }

    /// <summary>Counts the unanswered promises of an incident and of those that were merged into it.</summary>
    public static Task<int> CountUnansweredPromises(this Session session, Incident incident) => session.ExecuteScalar<int>(
        $"SELECT count(*) FROM promises p WHERE p.answered_at IS NULL AND p.incident_id {CardSql.InMergeGroup(incident)}",
        new { incidentId = incident.Id });

    public static Task<Promise?> FindPromise(this Session session, long incidentId, int ordinal) => session.QuerySingleOrDefault<Promise?>(
        $"{Promises} WHERE p.incident_id = @incidentId AND p.ordinal = @ordinal", new { incidentId, ordinal });

    /// <summary>
    /// Selects what comes after a place in the order of time, incident and ordinal. The first condition lets the engine use the index.
    /// </summary>
    private static (string Condition, DynamicParameters Parameters) After(string time, long[] place)
    {
        var parameters = new DynamicParameters();
        if (place is not [var at, var incident, var ordinal]) return ("", parameters);
        parameters.AddDynamicParams(new { at, incident, ordinal });
        return (
            $"AND {time} >= @at AND ({time} > @at OR p.incident_id > @incident OR (p.incident_id = @incident AND p.ordinal > @ordinal))",
            parameters);
    }
}
