using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An entry of the audit trail. The contract says what its hash is computed of.</summary>
public sealed record AuditEntry : Received
{
    /// <summary>The entry's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it tells of.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>The operation of the contract, the address of a connector, or a command.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status; 0 for a command.</summary>
    public required int Status { get; init; }

    /// <summary>How often it happened: equal reads or refusals that come together are one entry.</summary>
    public required int Times { get; init; }

    /// <summary>The id of the key or person; null if there was no valid one.</summary>
    public string? Key { get; init; }

    /// <summary>The person, as asserted by the caller or named by a signed token.</summary>
    public string? Agent { get; init; }

    /// <summary>True if a signed token names the agent.</summary>
    public required bool AgentVerified { get; init; }

    /// <summary>The channel.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The store or site.</summary>
    public string? Location { get; init; }

    /// <summary>The caller's network address; null for a customer.</summary>
    public string? Address { get; init; }

    /// <summary>The requested number of the incident.</summary>
    public IncidentNumber? Number { get; init; }

    /// <summary>Which item of the incident, or which key, webhook or lookup, by its ordinal or id.</summary>
    public string? Item { get; init; }

    /// <summary>Its place in the chain, from 1; null until it is sealed.</summary>
    public string? Sequence { get; init; }

    /// <summary>The hash of the entry before it, in hexadecimal.</summary>
    public string? Previous { get; init; }

    /// <summary>Its own hash, in hexadecimal.</summary>
    public string? Hash { get; init; }
}
