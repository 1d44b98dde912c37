using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What a caller with the scope status may know.</summary>
public sealed record IncidentStatus : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>The requested number, if it was merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who has to act next: us or customer.</summary>
    public required Party WaitingOn { get; init; }

    /// <summary>Since when they have to act.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>When staff resolved it.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer does not reply; absent while it does not close automatically.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The promises that nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<PromiseTimes> Promises { get; init; }
}
