using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An RFC 9457 problem: what happened, where, and what to do about it.</summary>
public sealed record Problem : Received
{
    /// <summary>The cause: stable, and an address that explains it.</summary>
    public required string Type { get; init; }

    /// <summary>The cause, for programs to branch on: the last part of <see cref="Type"/>.</summary>
    [JsonIgnore]
    public ProblemKind Kind => new(Type[(Type.LastIndexOf('/') + 1)..]);

    /// <summary>The cause, in general.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened, in this case.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do next.</summary>
    public required string Remedy { get; init; }

    /// <summary>The fields that were refused.</summary>
    public IReadOnlyList<FieldFault>? Errors { get; init; }

    /// <summary>The number that the digits alone make likely; says nothing about whether it was ever issued.</summary>
    public IncidentNumber? DidYouMean { get; init; }

    /// <summary>The incident that holds what was asked for.</summary>
    public IncidentNumber? Holder { get; init; }

    /// <summary>Who redeemed: of an approval that is used up, the last one.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed the transaction.</summary>
    public Occasion? ReversedBy { get; init; }

    /// <summary>Who revoked the approval.</summary>
    public Occasion? RevokedBy { get; init; }

    /// <summary>The channels that may do it; absent for any.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The stores or sites that may do it; absent for any.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>From when on it may be redeemed.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when it could be redeemed.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>What is left of the money.</summary>
    public Money? Left { get; init; }
}

/// <summary>A field that was refused, as a JSON path or parameter name, and what is expected of it.</summary>
public sealed record FieldFault : Received
{
    /// <summary>What is expected of it.</summary>
    public required string Message { get; init; }

    /// <summary>The field, as a JSON path or parameter name.</summary>
    public required string Field { get; init; }
}
