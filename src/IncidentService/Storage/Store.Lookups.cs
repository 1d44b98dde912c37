using Dapper;
using IncidentService.Lookup;

namespace IncidentService.Storage;

internal sealed partial class Store
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

    public long NewId() => ids.Next();

    public async Task Record(Transaction transaction, LookupRecord lookup, string? quoted)
    {
        await transaction.Connection.ExecuteAsync(
            """
            INSERT INTO lookups (id, occurred_at, key_id, channel, location, agent, outcome, micros, incident_id, shape, customer_present, wait_seconds, counted)
            VALUES (@Id, @OccurredAt, @KeyId, @Channel, @Location, @Agent, @Outcome, @Micros, @IncidentId, @Shape, @CustomerPresent, @WaitSeconds, @Counted)
            """,
            lookup);
        if (quoted is not null) await InsertText(transaction.Connection, lookup.Id, 0, quoted, null);
    }

    public Task<LookupRecord?> ReadLookup(long id) => Read(connection =>
        connection.QuerySingleOrDefaultAsync<LookupRecord?>(Lookups + " WHERE l.id = @id", new { id }));

    /// <summary>For this transaction alone: the update changes nothing, and makes others wait.</summary>
    public Task<LookupRecord?> LockLookup(Transaction transaction, long id) => transaction.Connection.QuerySingleOrDefaultAsync<LookupRecord?>(
        $"UPDATE lookups SET counted = counted WHERE id = @id; {Lookups} WHERE l.id = @id", new { id });

    public Task SaveAnswer(Transaction transaction, LookupRecord lookup) => transaction.Connection.ExecuteAsync(
        "UPDATE lookups SET counted = @Counted, answer_id = @AnswerId, answered_at = @AnsweredAt WHERE id = @Id", lookup);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<LookupRecord>> ReadLookups(LookupFilter filter, int take) => Read(async connection =>
    {
        var conditions = new List<string> { "1 = 1" };
        if (filter.Outcome == Outcomes.None) conditions.Add("l.outcome = 'none'"); // literally, so that the index of misses serves
        else if (filter.Outcome is not null) conditions.Add("l.outcome = @Outcome");
        if (filter.Channel is not null) conditions.Add("l.channel = @Channel");
        if (filter.Shape is not null) conditions.Add("l.shape = @Shape");
        if (filter.Answered is { } answered) conditions.Add(answered ? "l.answer_id IS NOT NULL" : "l.answer_id IS NULL");
        if (filter.Before is not null) conditions.Add("l.id < @Before");
        var parameters = new { filter.Outcome, filter.Channel, filter.Shape, filter.Before, take };
        return (IReadOnlyList<LookupRecord>)(await connection.QueryAsync<LookupRecord>(
            $"{Lookups} WHERE {string.Join(" AND ", conditions)} ORDER BY l.id DESC {dialect.Take}", parameters)).AsList();
    });

    /// <summary>The misses by shape, the most frequent first.</summary>
    public Task<IReadOnlyList<MissShape>> ReadShapes(string? channel, int take) => Read(async connection =>
        (IReadOnlyList<MissShape>)(await connection.QueryAsync<MissShape>(
            $"""
            SELECT l.shape, count(*) AS count, sum(CASE WHEN l.answer_id IS NULL THEN 1 ELSE 0 END) AS unanswered, max(l.occurred_at) AS last_at
            FROM lookups l
            WHERE l.outcome = 'none' AND l.shape IS NOT NULL {(channel is null ? "" : "AND l.channel = @channel")}
            GROUP BY l.shape
            ORDER BY count(*) DESC, l.shape {dialect.Take}
            """,
            new { channel, take })).AsList());
}
