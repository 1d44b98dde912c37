using System.Data;
using IncidentService.Audit;
using IncidentService.Audit.Chain;
using IncidentService.Common;
using IncidentService.Storage.Sql;

namespace IncidentService.Storage.Verifying;

/// <summary>What was found of the chain: its head, and what is wrong with which entries, the first ones in full.</summary>
internal sealed record VerifiedChain(AuditHead Head, long Entries, long Violations, IReadOnlyList<string> Faults)
{
    public bool Holds => Violations == 0;
}

/// <summary>
/// Computes the audit trail's chain again from its first entry. Every entry follows from the stored hash of the one before it, so that each
/// entry that was altered is named, and not all that follow it.
/// </summary>
internal sealed class AuditVerification(Session session, Action<long> report)
{
    private const int MostFaults = 5;
    private readonly List<string> faults = [];
    private AuditHead head = AuditHead.None;
    private long entries;
    private long violations;
    private bool isNotedSeen;

    /// <param name="noted">A head that somebody noted down earlier, which must still be in the chain.</param>
    public async Task<VerifiedChain> Run(AuditHead? noted = null)
    {
        try
        {
            await foreach (var entry in session.ReadAuditChain()) Check(entry, noted);
        }
        catch (Exception exception) when (exception is DataException or FormatException or InvalidCastException or OverflowException)
        {
            Add($"the entry after {head.Sequence} cannot be read");
        }
        if (noted is not null && !isNotedSeen && noted.Sequence > head.Sequence)
            Add($"the chain ends at {head.Sequence}, and entry {noted.Sequence} was noted before");
        return new VerifiedChain(head, entries, violations, faults);
    }

    private void Check(AuditEntry entry, AuditHead? noted)
    {
        report(++entries);
        var (sequence, stored) = (entry.Sequence!.Value, entry.Hash ?? []);
        if (sequence == head.Sequence) Add($"there are two entries {sequence}");
        else if (sequence == head.Sequence + 2) Add($"entry {sequence - 1} is missing");
        else if (sequence > head.Sequence + 1) Add($"entries {head.Sequence + 1} to {sequence - 1} are missing");
        else if (!Matches(entry, stored)) Add($"entry {sequence} was altered, or does not follow from the one before it");
        if (sequence == noted?.Sequence)
        {
            isNotedSeen = true;
            if (!noted.Hash.AsSpan().SequenceEqual(stored)) Add($"entry {sequence} is not the one that was noted");
        }
        head = new AuditHead { Sequence = sequence, Hash = stored };
    }

    /// <summary>A time that no calendar has is none that the service wrote.</summary>
    private bool Matches(AuditEntry entry, byte[] stored)
    {
        try
        {
            return ChainHash.Compute(entry, head.Sequence + 1, head.Hash).AsSpan().SequenceEqual(stored);
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }

    private void Add(string fault)
    {
        if (violations++ < MostFaults) faults.Add(fault);
    }
}
