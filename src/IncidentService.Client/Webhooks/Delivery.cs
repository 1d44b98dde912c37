using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One attempt to send an event.</summary>
public sealed record Delivery : Received
{
    /// <summary>The attempt's ordinal among those of its webhook.</summary>
    public required string Id { get; init; }

    /// <summary>The event's id, which is also the webhook-id that it was sent with.</summary>
    public required string Event { get; init; }

    /// <summary>The event's type.</summary>
    public required string Type { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public required long Micros { get; init; }

    /// <summary>What the receiver answered, an HTTP status; absent where it did not.</summary>
    public int? Status { get; init; }

    /// <summary>What came of it.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>How the answer begins.</summary>
    public string? Excerpt { get; init; }
}

/// <summary>An event that was tried often enough in vain, or would not be had. It keeps no other one back.</summary>
public sealed record SetAside : Received
{
    /// <summary>Its place in the feed, by which it is sent again.</summary>
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

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
