using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A customer's problem on its way from one channel or team to another.</summary>
public sealed record Handoff : Received
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The hand-off's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>open, accepted or withdrawn.</summary>
    public required HandoffState State { get; init; }

    /// <summary>Where it comes from.</summary>
    public required Place From { get; init; }

    /// <summary>Where it goes to.</summary>
    public required Place To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What the customer was told.</summary>
    public string? Told { get; init; }

    /// <summary>When it was handed over.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>The person that handed over, as the caller asserted.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>By when the receiver should have accepted; absent where its channel has no limit.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When that time had passed.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When the customer turned up at the receiver's.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>By whom, as the caller asserted.</summary>
    public string? SettledBy { get; init; }

    /// <summary>In the list of what waits to be accepted: the incident that it is about, or lives on in.</summary>
    public IncidentSummary? Incident { get; init; }
}

/// <summary>Where a hand-off comes from or goes to.</summary>
public sealed record Place : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The team, if one was named.</summary>
    public string? Team { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }
}
