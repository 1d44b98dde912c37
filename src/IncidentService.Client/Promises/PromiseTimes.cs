namespace IncidentService.Client;

/// <summary>A promise without its text, for callers who may only know when it is due.</summary>
public sealed record PromiseTimes : Received
{
    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy created it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>open, overdue or broken.</summary>
    public required PromiseState State { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it became overdue.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When it was paused because we wait for the customer; absent while it runs.</summary>
    public DateTimeOffset? PausedAt { get; init; }
}
