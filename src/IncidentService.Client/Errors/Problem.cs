using System.Text.Json.Serialization;
using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An RFC 9457 problem: what happened, where, and what to do about it.</summary>
public sealed record Problem : Received
{
    /// <summary>The kind of problem, as a stable address that explains it.</summary>
    public required string Type { get; init; }

    /// <summary>The kind of problem, on which programs can branch: the last part of <see cref="Type"/>.</summary>
    [JsonIgnore]
    public ProblemKind Kind => new(Type[(Type.LastIndexOf('/') + 1)..]);

    /// <summary>A short title of the kind of problem.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What happened in this case.</summary>
    public string? Detail { get; init; }

    /// <summary>What to do next.</summary>
    public required string Remedy { get; init; }

    /// <summary>The fields that were refused.</summary>
    public IReadOnlyList<FieldFault>? Errors { get; init; }

    /// <summary>The number that the check digits suggest. It does not say whether that number was issued.</summary>
    public IncidentNumber? DidYouMean { get; init; }

    /// <summary>The incident that holds what was requested.</summary>
    public IncidentNumber? Holder { get; init; }

    /// <summary>Who redeemed it; for an approval that is used up, the last redemption.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed the transaction.</summary>
    public Occasion? ReversedBy { get; init; }

    /// <summary>Who revoked the approval.</summary>
    public Occasion? RevokedBy { get; init; }

    /// <summary>The channels that may redeem it; absent if any may.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; absent if any may.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>When it becomes redeemable.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>When it expired.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The money that is left.</summary>
    public Money? Left { get; init; }
}

/// <summary>A rejected field, as a JSON path or parameter name, and what is expected of it.</summary>
public sealed record FieldFault : Received
{
    /// <summary>What is expected of it.</summary>
    public required string Message { get; init; }

    /// <summary>The field, as a JSON path or parameter name.</summary>
    public required string Field { get; init; }
}
