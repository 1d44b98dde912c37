using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A promise to the customer, and its outcome.</summary>
public sealed record Promise : Received
{
    /// <summary>The incident that it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The promise's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy created it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>The SLA policy that made it.</summary>
    public string? Policy { get; init; }

    /// <summary>What was promised.</summary>
    public string? Text { get; init; }

    /// <summary>open, overdue, kept, broken or withdrawn.</summary>
    public required PromiseState State { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The team that has to keep it.</summary>
    public string? Team { get; init; }

    /// <summary>When it was promised.</summary>
    public required DateTimeOffset PromisedAt { get; init; }

    /// <summary>The person who made the promise, as asserted by the caller.</summary>
    public string? PromisedBy { get; init; }

    /// <summary>The channel that made the promise.</summary>
    public Channel? PromisedIn { get; init; }

    /// <summary>When it became overdue.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>
    /// When it was paused, because we wait for the customer and the SLA policy pauses. It does not become overdue meanwhile; DueAt
    /// moves when the customer answers.
    /// </summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>How long it was paused in seconds, without the current pause. Null if it never was.</summary>
    public long? PausedSeconds { get; init; }

    /// <summary>When it was kept, broken or withdrawn.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When somebody answered for it. Until then the card shows it.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The incident of the promise, or the one it was merged into. Present in the list of all promises.</summary>
    public IncidentSummary? Incident { get; init; }
}
