using Dapper;
using IncidentService.Lookup.Recording;
using IncidentService.Lookup.Search;

namespace IncidentService.Storage.Sql;

internal static class LookupSql
{
    private const string Lookups =
        """
        SELECT l.id, l.occurred_at, l.key_id, l.channel, l.location, l.agent, l.outcome, l.micros, l.incident_id, l.shape, l.customer_present,
            l.wait_seconds, l.counted, l.answer_id, l.answered_at, t.body AS quoted, i.number, a.number AS answer_number,
            r.system AS taught_system, r.value AS taught_value
        FROM lookups l
        LEFT JOIN texts t ON t.owner_id = l.id AND t.part = 0
        LEFT JOIN incidents i ON i.id = l.incident_id
        LEFT JOIN incidents a ON a.id = l.answer_id
        LEFT JOIN incident_references r ON r.taught_by = l.id
        """;

    public static async Task AddLookup(this Transaction transaction, LookupRecord lookup, string? quoted)
    {
        transaction.Write(
            """
            INSERT INTO lookups (id, occurred_at, key_id, channel, location, agent, outcome, micros, incident_id, shape, customer_present, wait_seconds, counted)
            VALUES (@Id, @OccurredAt, @KeyId, @Channel, @Location, @Agent, @Outcome, @Micros, @IncidentId, @Shape, @CustomerPresent, @WaitSeconds, @Counted)
            """,
            lookup);
        if (quoted is not null) transaction.AddText(lookup.Id, 0, quoted, null);
    }

    public static Task<LookupRecord?> FindLookup(this Session session, long id) =>
        session.QuerySingleOrDefault<LookupRecord?>(Lookups + " WHERE l.id = @id", new { id });

    /// <summary>Locks the lookup for this transaction: the update changes nothing, but makes others wait.</summary>
    public static async Task<LookupRecord?> LockLookup(this Transaction transaction, long id)
    {
        await transaction.Lock();
        return await transaction.QuerySingleOrDefault<LookupRecord?>(
            $"UPDATE lookups SET counted = counted WHERE id = @id; {Lookups} WHERE l.id = @id", new { id });
    }

    public static void SaveAnswer(this Transaction transaction, LookupRecord lookup) => transaction.Write(
        "UPDATE lookups SET counted = @Counted, answer_id = @AnswerId, answered_at = @AnsweredAt WHERE id = @Id", lookup);

    /// <summary>Lists lookups, newest first.</summary>
    public static async Task<IReadOnlyList<LookupRecord>> ListLookups(this Session session, LookupFilter filter, int take)
    {
        var conditions = new List<string> { "1 = 1" };
        if (filter.Outcome == Outcomes.None) conditions.Add("l.outcome = 'none'"); // a literal, so that the engine uses the index of misses
        else if (filter.Outcome is not null) conditions.Add("l.outcome = @Outcome");
        if (filter.Channel is not null) conditions.Add("l.channel = @Channel");
        if (filter.Shape is not null) conditions.Add("l.shape = @Shape");
        if (filter.Answered is { } answered) conditions.Add(answered ? "l.answer_id IS NOT NULL" : "l.answer_id IS NULL");
        if (filter.Before is not null) conditions.Add("l.id < @Before");
        var parameters = new { filter.Outcome, filter.Channel, filter.Shape, filter.Before, take };
        return await session.Query<LookupRecord>(
            $"{Lookups} WHERE {string.Join(" AND ", conditions)} ORDER BY l.id DESC {session.Dialect.Take}", parameters);
    }

    /// <summary>The shapes of misses, most frequent first.</summary>
    public static Task<IReadOnlyList<MissShape>> ListShapes(this Session session, string? channel, int take) =>
        session.Query<MissShape>(
            $"""
            SELECT l.shape, count(*) AS count, sum(CASE WHEN l.answer_id IS NULL THEN 1 ELSE 0 END) AS unanswered, max(l.occurred_at) AS last_at
            FROM lookups l
            WHERE l.outcome = 'none' AND l.shape IS NOT NULL {(channel is null ? "" : "AND l.channel = @channel")}
            GROUP BY l.shape
            ORDER BY count(*) DESC, l.shape {session.Dialect.Take}
            """,
            new { channel, take });
}
