using System.Text.Json;
using Dapper;
using IncidentNumbers;
using IncidentService.Common.Json;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.NumberBlocks;

namespace IncidentService.Storage.Sql;

internal static class NumberBlockSql
{
    private const string Blocks =
        """
        SELECT b.id, b.key_id, b.channel, b.location, b.agent, b.size, b.created_at, b.expires_at, k.name AS reserved_by,
            (SELECT count(*) FROM numbers n WHERE n.block_id = b.id AND n.incident_id IS NOT NULL) AS opened
        FROM number_blocks b JOIN api_keys k ON k.id = b.key_id
        """;

    private const string Unopened = "SELECT n.number FROM numbers n WHERE n.block_id = @id AND n.incident_id IS NULL ORDER BY n.number";

    /// <summary>Lists blocks, newest first.</summary>
    public static async Task<IReadOnlyList<NumberBlock>> ListBlocks(this Session session, long? keyId, long? before, int take)
    {
        var conditions = new List<string> { "1 = 1" };
        if (keyId is not null) conditions.Add("b.key_id = @keyId");
        if (before is not null) conditions.Add("b.id < @before");
        return await session.Query<NumberBlock>(
            $"{Blocks} WHERE {string.Join(" AND ", conditions)} ORDER BY b.id DESC {session.Dialect.Take}", new { keyId, before, take });
    }

    /// <summary>The block, with the numbers under which no incident has been opened yet.</summary>
    public static async Task<(NumberBlock Block, IReadOnlyList<IncidentNumber> Numbers)?> FindBlock(this Session session, long id) =>
        await session.QuerySingleOrDefault<NumberBlock>(Blocks + " WHERE b.id = @id", new { id }) is { } block
            ? (block, await session.Query<IncidentNumber>(Unopened, new { id }))
            : null;

    /// <summary>
    /// Reserves those of the minted numbers that are free, and mints others instead of the rest. If another change takes one of them at the
    /// same moment, this change is run again with other numbers.
    /// </summary>
    public static async Task<IReadOnlyList<IncidentNumber>> AddBlock(
        this Transaction transaction, NumberBlock block, IReadOnlyList<IncidentNumber> minted)
    {
        transaction.Write(
            """
            INSERT INTO number_blocks (id, key_id, channel, location, agent, size, created_at, expires_at)
            VALUES (@Id, @KeyId, @Channel, @Location, @Agent, @Size, @CreatedAt, @ExpiresAt)
            """,
            block);
        var taken = await transaction.AddNumbers(block, minted);
        if (taken == block.Size) return [.. minted.Order()];
        while (taken < block.Size)
            taken += await transaction.AddNumbers(block, [.. Enumerable.Range(0, block.Size - taken).Select(_ => IncidentNumber.Mint())]);
        return await transaction.Query<IncidentNumber>(Unopened, new { id = block.Id });
    }

    /// <summary>Adds the free numbers in one statement, and returns how many there were.</summary>
    public static Task<int> AddNumbers(
        this Transaction transaction, NumberBlock block, IEnumerable<IncidentNumber> minted) => transaction.Execute(
        $"""
        INSERT INTO numbers (number, reserved_by, block_id, issued_at)
        SELECT m.number, @KeyId, @Id, @CreatedAt FROM (SELECT DISTINCT CAST(v.value AS bigint) AS number FROM {transaction.Dialect.Values} v) m
        WHERE NOT EXISTS (SELECT 1 FROM numbers n WHERE n.number = m.number)
        """,
        new
        {
            block.KeyId, block.Id, block.CreatedAt,
            json = JsonSerializer.Serialize([.. minted.Select(number => number.ToString())], JsonTypes.Of<IReadOnlyCollection<string>>()),
        });

    /// <summary>Assigns the reserved number to this incident.</summary>
    public static async Task ClaimReservedNumber(this Transaction transaction, Incident incident)
    {
        var taken = await transaction.Execute(
            "UPDATE numbers SET incident_id = @Id WHERE number = @Number AND incident_id IS NULL", new { incident.Id, incident.Number });
        if (taken != 1) throw new ConcurrencyConflictException();
    }
}
