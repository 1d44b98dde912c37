using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An incident in a list.</summary>
public sealed record IncidentSummary : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name for reports and policies, such as price-match.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    /// <summary>The channel through which it was opened.</summary>
    public required Channel Channel { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who has to act next: us or customer.</summary>
    public required Party WaitingOn { get; init; }

    /// <summary>Since when they have to act.</summary>
    public required DateTimeOffset WaitingSince { get; init; }
}
