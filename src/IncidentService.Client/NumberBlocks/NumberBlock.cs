using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Reserved numbers, to be handed out without a connection.</summary>
public sealed record NumberBlock : Received
{
    /// <summary>The block's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the key that holds them.</summary>
    public required string ReservedBy { get; init; }

    /// <summary>The channel that may open incidents under them.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The person who reserved them, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>The number of reserved numbers.</summary>
    public required int Size { get; init; }

    /// <summary>How many of them have an incident.</summary>
    public required int Opened { get; init; }

    /// <summary>When they were reserved.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The numbers may be handed out until this time. Incidents of numbers that were handed out may be opened at any time.
    /// </summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The numbers that have no incident yet, ascending; absent in lists.</summary>
    public IReadOnlyList<IncidentNumber>? Numbers { get; init; }
}
