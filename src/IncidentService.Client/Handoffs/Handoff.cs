using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A hand-off of a customer's problem from one channel or team to another.</summary>
public sealed record Handoff : Received
{
    /// <summary>The incident that it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The hand-off's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>open, accepted or withdrawn.</summary>
    public required HandoffState State { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Place From { get; init; }

    /// <summary>Where it goes to.</summary>
    public required Place To { get; init; }

    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What the customer was told.</summary>
    public string? Told { get; init; }

    /// <summary>When the hand-off was created.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The person who created the hand-off, as asserted by the caller.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>When the receiver should have accepted it; absent if its channel has no time limit.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it became overdue.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When the customer reached the receiver.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The person who accepted or withdrew it, as asserted by the caller.</summary>
    public string? SettledBy { get; init; }

    /// <summary>The incident of the hand-off, or the one it was merged into. Present in the list of open hand-offs.</summary>
    public IncidentSummary? Incident { get; init; }
}

/// <summary>Where a hand-off comes from or goes to.</summary>
public sealed record Place : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The team, if named.</summary>
    public string? Team { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }
}
