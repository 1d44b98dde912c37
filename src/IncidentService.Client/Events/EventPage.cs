namespace IncidentService.Client;

/// <summary>A page of the feed, in feed order.</summary>
public sealed record EventPage : Received
{
    /// <summary>The events; empty if the filter excludes all of this page.</summary>
    public required IReadOnlyList<CloudEvent> Items { get; init; }

    /// <summary>
    /// The cursor from which to continue. It is always present, because the feed continues. Store it after processing the events.
    /// </summary>
    public required string Next { get; init; }

    /// <summary>Whether more events exist already.</summary>
    public required bool More { get; init; }
}
