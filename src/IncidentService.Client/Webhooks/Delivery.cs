using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One attempt to send an event.</summary>
public sealed record Delivery : Received
{
    /// <summary>The attempt's ordinal among those of its webhook.</summary>
    public required string Id { get; init; }

    /// <summary>The event's id, which was also sent as webhook-id.</summary>
    public required string Event { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public required long Micros { get; init; }

    /// <summary>The HTTP status of the receiver's response; absent if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The outcome.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>The start of the response.</summary>
    public string? Excerpt { get; init; }
}

/// <summary>An event that failed too often, or that the receiver refused. It does not delay other events.</summary>
public sealed record SetAside : Received
{
    /// <summary>Its position in the feed, by which it can be sent again.</summary>
    public required string Position { get; init; }

    /// <summary>The event's id.</summary>
    public required string Event { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>The incident.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was set aside.</summary>
    public required DateTimeOffset SetAsideAt { get; init; }

    /// <summary>The reason.</summary>
    public string? Reason { get; init; }
}
