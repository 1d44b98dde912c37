using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Numbers that were reserved, to be handed out while the line is down.</summary>
public sealed record NumberBlock : Received
{
    /// <summary>The block's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the key that holds them.</summary>
    public required string ReservedBy { get; init; }

    /// <summary>The channel that may open incidents under them.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The person that reserved them, as the caller asserted.</summary>
    public string? Agent { get; init; }

    /// <summary>How many were reserved.</summary>
    public required int Size { get; init; }

    /// <summary>Under how many of them an incident has been opened.</summary>
    public required int Opened { get; init; }

    /// <summary>When they were reserved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when they may be handed out. What was handed out by then may be opened at any time.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Those under which no incident has been opened yet, ascending; absent in lists.</summary>
    public IReadOnlyList<IncidentNumber>? Numbers { get; init; }
}
