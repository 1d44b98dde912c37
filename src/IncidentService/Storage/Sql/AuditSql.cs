using System.Globalization;
using Dapper;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage.Mapping;

namespace IncidentService.Storage.Sql;

/// <summary>An entry, and the hash of the one before it in the chain.</summary>
internal sealed record ListedAuditEntry(AuditEntry Entry, byte[]? Previous);

internal static class AuditSql
{
    /// <summary>The lease of who seals. Everybody who adds to the chain writes its row first, and so waits for others that do.</summary>
    public const string ChainLease = "audit";

    private const string Columns =
        "e.id, e.occurred_at, e.kind, e.operation, e.status, e.times, e.key_id, e.agent, e.agent_verified, e.channel, e.location, "
        + "e.address, e.number, e.item, e.sequence, e.hash";

    /// <summary>The id counts up from the time, and a clock may have been set back since.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    private sealed class PreviousHash
    {
        public byte[]? Previous { get; init; }
    }

    /// <summary>
    /// Adds entries at the end of the chain if the engine knows it before the commit. Otherwise they wait to be sealed.
    /// </summary>
    public static void AddAudit(this Transaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        if (transaction.AuditHead is { } head) transaction.AppendAudit(entries, head);
        else transaction.AddUnsealedAudit(entries);
    }

    /// <summary>Adds entries that wait to be sealed.</summary>
    public static void AddUnsealedAudit(this Transaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        transaction.Insert([.. entries.Select(entry => entry with { Id = transaction.NewId() })]);
        transaction.AuditHead = null;
    }

    /// <summary>
    /// Adds entries at the end of the chain, sealed, and returns the new head. Entries that wait are sealed before them, up to this many.
    /// Another transaction that seals waits for this one.
    /// </summary>
    public static async Task<AuditHead> AddSealedAudit(this Transaction transaction, IReadOnlyList<AuditEntry> entries, int mostBefore)
    {
        if (transaction.AuditHead is { } known) return transaction.AppendAudit(entries, known);
        await transaction.LockAuditChain();
        var (_, head) = await transaction.SealAudit(mostBefore);
        return transaction.AppendAudit(entries, head);
    }

    /// <summary>Ids are given here, so that a change that is run again has new ones.</summary>
    private static AuditHead AppendAudit(this Transaction transaction, IReadOnlyList<AuditEntry> entries, AuditHead head)
    {
        var added = new List<AuditEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var numbered = entry with { Id = transaction.NewId() };
            head = head.Append(numbered);
            added.Add(numbered with { Sequence = head.Sequence, Hash = head.Hash });
        }
        transaction.Insert(added);
        if (transaction.AuditHead is not null) transaction.AuditHead = head;
        return head;
    }

    private static void Insert(this Transaction transaction, IReadOnlyList<AuditEntry> entries) => transaction.Write(
        """
        INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent, agent_verified, channel, location,
            address, number, item, sequence, hash)
        VALUES (@Id, @OccurredAt, @Kind, @Operation, @Status, @Times, @KeyId, @Agent, @AgentVerified, @Channel, @Location,
            @Address, @Number, @Item, @Sequence, @Hash)
        """,
        entries);

    private static Task LockAuditChain(this Transaction transaction) => transaction.Execute(
        "UPDATE leases SET fence = fence WHERE name = @ChainLease", new { ChainLease });

    public static Task<long?> FindOldestUnsealed(this Session session) =>
        session.ExecuteScalar<long?>("SELECT min(e.id) FROM audit_entries e WHERE e.sequence IS NULL");

    public static async Task<AuditHead> FindAuditHead(this Session session) => await session.QuerySingleOrDefault<AuditHead?>(
        """
        SELECT e.sequence, e.hash FROM audit_entries e
        WHERE e.sequence = (SELECT max(l.sequence) FROM audit_entries l WHERE l.sequence IS NOT NULL)
        """) ?? AuditHead.None;

    /// <summary>Where the chain begins: the last entry that was pruned, or the head of an empty chain if none was.</summary>
    public static async Task<AuditHead> FindAuditAnchor(this Session session) => await session.QuerySingleOrDefault<AuditHead?>(
        "SELECT a.sequence, a.hash FROM audit_anchors a WHERE a.sequence = (SELECT max(l.sequence) FROM audit_anchors l)")
        ?? AuditHead.None;

    /// <summary>Where each pruning ended.</summary>
    public static Task<IReadOnlyList<AuditHead>> ListAuditAnchors(this Session session) =>
        session.Query<AuditHead>("SELECT a.sequence, a.hash FROM audit_anchors a ORDER BY a.sequence");

    /// <summary>The hash of an entry of the chain, or of the place where it begins; null if neither is there.</summary>
    public static Task<byte[]?> FindAuditHash(this Session session, long sequence) => session.ExecuteScalar<byte[]?>(
        "SELECT e.hash FROM audit_entries e WHERE e.sequence = @sequence "
        + "UNION ALL SELECT a.hash FROM audit_anchors a WHERE a.sequence = (SELECT max(l.sequence) FROM audit_anchors l) "
        + "AND a.sequence = @sequence",
        new { sequence });

    /// <summary>Whether an entry says who pruned up to this place, sealed or not.</summary>
    public static async Task<bool> SaysWhoPruned(this Session session, long sequence) => await session.ExecuteScalar<long>(
        "SELECT count(*) FROM audit_entries e WHERE e.key_id = 0 AND e.operation = @Operation AND e.item = @item",
        new { AuditPruning.Operation, item = sequence.ToString(CultureInfo.InvariantCulture) }) > 0;

    /// <summary>The first entry between two places that is not older than a time; null if all are.</summary>
    public static Task<long?> FindFirstAuditSince(this Session session, long after, long last, Instant since) =>
        session.ExecuteScalar<long?>(
            "SELECT min(e.sequence) FROM audit_entries e WHERE e.sequence > @after AND e.sequence <= @last AND e.occurred_at >= @since",
            new { after, last, since });

    /// <summary>
    /// Removes the first entries of the chain up to this one, and keeps its hash as what the chain continues from. The entry about it has
    /// to come first: the database allows nothing of it otherwise.
    /// </summary>
    public static async Task<int> PruneAudit(this Transaction transaction, AuditHead last)
    {
        transaction.Write(
            "INSERT INTO audit_anchors (sequence, hash, pruned_at) VALUES (@Sequence, @Hash, @Now)",
            new { last.Sequence, last.Hash, transaction.Now });
        return await transaction.Execute("DELETE FROM audit_entries WHERE sequence <= @Sequence", new { last.Sequence });
    }

    /// <summary>Continues the chain by up to this many entries. Returns how many, and the new head. The caller holds the lease.</summary>
    public static async Task<(int Count, AuditHead Head)> SealAudit(this Transaction transaction, int most)
    {
        var head = await transaction.FindAuditHead();
        var entries = await transaction.Query<AuditEntry>(
            $"SELECT {Columns} FROM audit_entries e WHERE e.sequence IS NULL ORDER BY e.id {transaction.Dialect.Take}",
            new { take = most });
        var places = new List<AuditEntry>(entries.Count);
        foreach (var entry in entries)
        {
            head = head.Append(entry);
            places.Add(entry with { Sequence = head.Sequence, Hash = head.Hash });
        }
        if (places.Count > 0) await transaction.SavePlaces(places);
        transaction.AuditHead = entries.Count < most ? head : null;
        return (entries.Count, head);
    }

    private static async Task SavePlaces(this Transaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        if (transaction.Dialect.SaveAuditPlaces(transaction.Connection, entries) is { } saving)
        {
            if (await saving != entries.Count) throw new ConcurrencyConflictException();
            return;
        }
        foreach (var entry in entries)
        {
            transaction.WriteOne(
                "UPDATE audit_entries SET sequence = @Sequence, hash = @Hash WHERE id = @Id AND sequence IS NULL",
                new { entry.Id, entry.Sequence, entry.Hash });
        }
    }

    /// <summary>Lists entries, newest first.</summary>
    public static Task<IReadOnlyList<ListedAuditEntry>> ListAudit(this Session session, AuditFilter filter, int take)
    {
        var conditions = new List<string> { "1 = 1" };
        if (filter.Number is not null) conditions.Add("e.number = @Number");
        if (filter.KeyId is not null) conditions.Add("e.key_id = @KeyId");
        if (filter.From is not null) conditions.Add("e.occurred_at >= @From AND e.id >= @lowest");
        if (filter.Until is not null) conditions.Add("e.occurred_at < @Until AND e.id < @highest");
        if (filter.Before is not null) conditions.Add("e.id < @Before");
        var lowest = filter.From is { } from ? Ids.From(from) : 0;
        var highest = filter.Until is { } until ? Ids.From(until.Plus(ClockSlack)) : 0;
        return session.Query<AuditEntry, PreviousHash, ListedAuditEntry>(
            $"""
            SELECT {Columns}, coalesce(p.hash, a.hash) AS previous FROM audit_entries e
            LEFT JOIN audit_entries p ON p.sequence = e.sequence - 1 LEFT JOIN audit_anchors a ON a.sequence = e.sequence - 1
            WHERE {string.Join(" AND ", conditions)} ORDER BY e.id DESC {session.Dialect.Take}
            """,
            (entry, before) => new ListedAuditEntry(entry, before?.Previous),
            new { filter.Number, filter.KeyId, filter.From, filter.Until, filter.Before, lowest, highest, take },
            splitOn: "previous");
    }

    /// <summary>The chain, or a part of it, however long it is.</summary>
    public static async IAsyncEnumerable<AuditEntry> ReadAuditChain(this Session session, long after, long last = long.MaxValue)
    {
        var sql = $"SELECT {Columns} FROM audit_entries e WHERE e.sequence > @after AND e.sequence <= @last ORDER BY e.sequence, e.id";
        await foreach (var entry in session.Connection.QueryUnbufferedAsync<AuditEntry>(sql, new { after, last }, commandTimeout: 0))
            yield return entry;
    }
}
