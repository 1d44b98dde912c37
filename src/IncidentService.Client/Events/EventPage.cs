namespace IncidentService.Client;

/// <summary>A page of the feed, in its order.</summary>
public sealed record EventPage : Received
{
    /// <summary>The events; none where the filter leaves none of those that were looked through.</summary>
    public required IReadOnlyList<CloudEvent> Items { get; init; }

    /// <summary>Where to go on from: always there, since there will be more. Keep it, once what came is dealt with.</summary>
    public required string Next { get; init; }

    /// <summary>There is more already.</summary>
    public required bool More { get; init; }
}
