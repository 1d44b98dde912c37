using System.Data;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Audit.Chain;

/// <summary>
/// Removes the oldest entries, page by page. Each page is verified and archived first; then one transaction removes it, keeps its last hash
/// as the anchor from which the rest of the chain continues, and adds an entry that says who did it and how many went. The head stays.
/// `archive` gets a page and the hash before it; what it has written is durable when it returns. `entry` makes the entry about the removal
/// of so many entries up to a place.
/// </summary>
internal sealed class AuditPruning(
    Store store, Func<IReadOnlyList<AuditEntry>, byte[], Task> archive, Func<long, int, Instant, AuditEntry> entry)
{
    public const string Operation = "audit prune";
    private const int AtOnce = 10_000;

    private sealed record Page(AuditHead Anchor, IReadOnlyList<AuditEntry> Entries);

    /// <summary>Removes one page of the entries before this time. Returns how many; 0 if none is left.</summary>
    /// <exception cref="DataException">The chain is broken there. Nothing of the page was removed.</exception>
    public async Task<int> PruneNext(Instant before, CancellationToken cancellation)
    {
        var (anchor, entries) = await store.ReadSnapshot(session => Find(session, before));
        if (entries.Count == 0) return 0;
        var last = Follow(anchor, entries);
        await archive(entries, anchor.Hash);
        await store.Change(
            async transaction =>
            {
                transaction.AddUnsealedAudit([entry(last.Sequence, entries.Count, transaction.Now)]);
                if (await transaction.PruneAudit(last) != entries.Count) throw new ConcurrencyConflictException();
            },
            cancellation);
        return entries.Count;
    }

    private static async Task<Page> Find(Session session, Instant before)
    {
        var anchor = await session.FindAuditAnchor();
        var end = Math.Min(anchor.Sequence + AtOnce, (await session.FindAuditHead()).Sequence - 1);
        var last = await session.FindFirstAuditSince(anchor.Sequence, end, before) - 1 ?? end;
        return new Page(anchor, await session.ReadAuditChain(anchor.Sequence, last).ToListAsync());
    }

    private static AuditHead Follow(AuditHead head, IReadOnlyList<AuditEntry> entries)
    {
        foreach (var next in entries)
        {
            var sequence = head.Sequence + 1;
            if (next.Sequence != sequence || next.Hash is null || !ChainHash.Holds(next, sequence, head.Hash))
                throw new DataException($"entry {sequence} is missing, was altered, or does not follow from the one before it");
            head = new AuditHead { Sequence = sequence, Hash = next.Hash };
        }
        return head;
    }
}
