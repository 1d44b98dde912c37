using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What the customer was promised, and what became of it.</summary>
public sealed record Promise : Received
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The promise's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>promise; or acknowledge, first-response, final-response where an SLA policy made it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>The SLA policy that made it.</summary>
    public string? Policy { get; init; }

    /// <summary>What was promised.</summary>
    public string? Text { get; init; }

    /// <summary>open, overdue, kept, broken or withdrawn.</summary>
    public required PromiseState State { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The team that keeps it.</summary>
    public string? Team { get; init; }

    /// <summary>When it was promised.</summary>
    public required DateTimeOffset PromisedAt { get; init; }

    /// <summary>The person that promised, as the caller asserted.</summary>
    public string? PromisedBy { get; init; }

    /// <summary>The channel that promised.</summary>
    public Channel? PromisedIn { get; init; }

    /// <summary>When it turned overdue: it was due, and had not been settled.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>When it was kept, broken or withdrawn.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>When somebody answered for it; until then it is on the card.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>In the list over all incidents: the one that it belongs to, or that one's survivor, as it stands.</summary>
    public IncidentSummary? Incident { get; init; }
}
