using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What a caller with the scope status may know.</summary>
public sealed record IncidentStatus : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as it is printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>The number that was asked for, where that one was merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who has to move next: us or customer.</summary>
    public required Party WaitingOn { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>When we said that it is resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer keeps quiet; absent while that clock stands.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What was promised and nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<PromiseTimes> Promises { get; init; }
}
