using IncidentService.Audit.Chain;
using IncidentService.Common;

namespace IncidentService.Audit;

internal static class AuditKinds
{
    public const string Change = "change";
    public const string Read = "read";
    public const string Refusal = "refusal";

    /// <summary>Entries that could not be written; `times` counts them.</summary>
    public const string Gap = "gap";
    public static readonly IReadOnlyList<string> All = [Change, Read, Refusal, Gap];
}

/// <summary>
/// Who did what, when and from where. It contains numbers and ids but no customer text, so an erasure leaves it
/// unchanged. It is sealed when it is written or, if a change wrote it on a server in its own transaction, soon after; sealing assigns its
/// position in the chain.
/// </summary>
internal sealed record AuditEntry
{
    /// <summary>An entry that waits for longer to be sealed is a sign that something is wrong.</summary>
    public static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(10);

    public long Id { get; init; }
    public Instant OccurredAt { get; init; }
    public required string Kind { get; init; }

    /// <summary>The operationId of the contract, the address of a connector, or the command and its words.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status; 0 for a command.</summary>
    public int Status { get; init; }

    /// <summary>How often it happened: equal reads or refusals that come together are one entry.</summary>
    public int Times { get; init; } = 1;

    /// <summary>0 if there was no valid key.</summary>
    public long KeyId { get; init; }
    public string? Agent { get; init; }
    public bool AgentVerified { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }

    /// <summary>The caller's network address; null for a customer, whose personal data it would be.</summary>
    public string? Address { get; init; }

    /// <summary>The requested number of the incident. Stored as digits, so that an altered value can still be reported.</summary>
    public long? Number { get; init; }

    /// <summary>Which item of the incident, or which key, webhook or lookup, by its ordinal or id.</summary>
    public string? Item { get; init; }

    /// <summary>Its place in the chain, from 1; null until it is sealed.</summary>
    public long? Sequence { get; init; }
    public byte[]? Hash { get; init; }
}

/// <summary>The last entry of the chain.</summary>
internal sealed record AuditHead
{
    /// <summary>The head of an empty chain.</summary>
    public static readonly AuditHead None = new() { Hash = new byte[32] };

    public long Sequence { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>The head once this entry is the next one of the chain.</summary>
    public AuditHead Append(AuditEntry entry) =>
        new() { Sequence = Sequence + 1, Hash = ChainHash.Compute(entry, Sequence + 1, Hash) };

    /// <summary>As people note it down: 1204:5e88…</summary>
    public override string ToString() => $"{Sequence}:{Convert.ToHexStringLower(Hash)}";
}

/// <summary>The filter of a list of entries.</summary>
internal sealed record AuditFilter
{
    public long? Number { get; init; }
    public long? KeyId { get; init; }
    public Instant? From { get; init; }
    public Instant? Until { get; init; }
    public long? Before { get; init; }
}
