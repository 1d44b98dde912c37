namespace IncidentService.Client;

/// <summary>A promise to a caller who may know when it is due, and not what was said.</summary>
public sealed record PromiseTimes : Received
{
    /// <summary>promise; or acknowledge, first-response, final-response where an SLA policy made it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>open, overdue or broken.</summary>
    public required PromiseState State { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it turned overdue: it was due, and had not been settled.</summary>
    public DateTimeOffset? OverdueAt { get; init; }
}
