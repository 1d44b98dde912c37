using System.Data;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.Storage.Sql;

namespace IncidentService.Storage.Verifying;

/// <summary>
/// What was found of the chain: its head, the last entry that was pruned, and what is wrong with which entries, the first ones in full.
/// </summary>
internal sealed record VerifiedChain(AuditHead Head, AuditHead Anchor, long Entries, long Violations, IReadOnlyList<string> Faults)
{
    public bool Holds => Violations == 0;
}

/// <summary>
/// Computes the audit trail's chain again from its first entry, or from what was pruned. Every entry follows from the stored hash of the
/// one before it, so that each entry that was altered is named, and not all that follow it.
/// </summary>
internal sealed class AuditVerification(Session session, Action<long> report)
{
    private const int MostFaults = 5;
    private readonly List<string> faults = [];
    private AuditHead anchor = AuditHead.None;
    private AuditHead head = AuditHead.None;
    private long entries;
    private long violations;
    private bool isNotedSeen;

    /// <summary>
    /// `noted` is a head that somebody noted down earlier, which must still be in the chain or in one of the `archives`: files that
    /// prunings wrote, of which each must hold, and hold where a pruning ended.
    /// </summary>
    public async Task<VerifiedChain> Run(AuditHead? noted = null, IReadOnlyList<string>? archives = null)
    {
        anchor = head = await session.FindAuditAnchor();
        var anchors = archives is { Count: > 0 } ? await session.ListAuditAnchors() : [];
        foreach (var archive in archives ?? []) await Check(archive, anchors, noted);
        Compare(anchor, noted);
        try
        {
            await foreach (var entry in session.ReadAuditChain(long.MinValue)) Check(entry, noted);
        }
        catch (Exception exception) when (exception is DataException or FormatException or InvalidCastException or OverflowException)
        {
            Add($"the entry after {head.Sequence} cannot be read");
        }
        if (anchor.Sequence > 0 && !await session.SaysWhoPruned(anchor.Sequence))
            Add($"no entry says who pruned up to entry {anchor.Sequence}");
        if (noted is not null && !isNotedSeen) CheckMissing(noted);
        return new VerifiedChain(head, anchor, entries, violations, faults);
    }

    /// <summary>A pruning that was interrupted has archived more than it removed: what counts is where one ended.</summary>
    private async Task Check(string archive, IReadOnlyList<AuditHead> anchors, AuditHead? noted)
    {
        var ends = anchors.ToDictionary(anchor => anchor.Sequence, anchor => anchor.Hash);
        var (isOurs, isOther) = (false, false);
        try
        {
            await AuditArchive.Verify(archive, entry =>
            {
                Compare(entry, noted);
                if (!ends.TryGetValue(entry.Sequence, out var hash)) return;
                if (hash.AsSpan().SequenceEqual(entry.Hash)) isOurs = true;
                else isOther = true;
            });
            if (!isOurs || isOther) Add($"{archive} holds no end of a pruning of this register");
        }
        catch (DataException broken)
        {
            Add(broken.Message);
        }
    }

    private void Check(AuditEntry entry, AuditHead? noted)
    {
        report(++entries);
        var (sequence, stored) = (entry.Sequence!.Value, entry.Hash ?? []);
        if (sequence <= anchor.Sequence)
        {
            Add(anchor.Sequence == 0
                ? $"entry {sequence} is none: the first one is 1"
                : $"entry {sequence} is none: all up to {anchor.Sequence} were pruned");
            return;
        }
        if (sequence == head.Sequence) Add($"there are two entries {sequence}");
        else if (sequence == head.Sequence + 2) Add($"entry {sequence - 1} is missing");
        else if (sequence > head.Sequence + 1) Add($"entries {head.Sequence + 1} to {sequence - 1} are missing");
        else if (!ChainHash.Holds(entry, sequence, head.Hash))
            Add($"entry {sequence} was altered, or does not follow from the one before it");
        head = new AuditHead { Sequence = sequence, Hash = stored };
        Compare(head, noted);
    }

    private void Compare(AuditHead entry, AuditHead? noted)
    {
        if (entry.Sequence != noted?.Sequence) return;
        isNotedSeen = true;
        if (!noted.Hash.AsSpan().SequenceEqual(entry.Hash)) Add($"entry {entry.Sequence} is not the one that was noted");
    }

    private void CheckMissing(AuditHead noted)
    {
        if (noted.Sequence > head.Sequence) Add($"the chain ends at {head.Sequence}, and entry {noted.Sequence} was noted before");
        else if (noted.Sequence <= anchor.Sequence)
            Add($"entry {noted.Sequence}, which was noted, was pruned: the archive that holds it can tell (--archive)");
    }

    private void Add(string fault)
    {
        if (violations++ < MostFaults) faults.Add(fault);
    }
}
