namespace IncidentService.Client;

/// <summary>A webhook, or a configured connector, with the state of its deliveries.</summary>
public sealed record Webhook : Received
{
    /// <summary>The webhook's id.</summary>
    public required string Id { get; init; }

    /// <summary>webhook, or the name of the connector.</summary>
    public required string Sender { get; init; }

    /// <summary>The name that people use for it.</summary>
    public required string Name { get; init; }

    /// <summary>The receiver's address; absent for a connector, which has its own.</summary>
    public Uri? Url { get; init; }

    /// <summary>The types of events that it receives; empty for all.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The channel whose events it receives; absent for all.</summary>
    public Channel? Channel { get; init; }

    /// <summary>
    /// The secret with which the receiver verifies signatures, see <see cref="WebhookVerifier"/>. Present only in the response that created
    /// it.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>Until this time the previous secret also signs.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Whether events are delivered.</summary>
    public required WebhookState State { get; init; }

    /// <summary>When the state last changed.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>Why it is paused or ended, if nobody requested it.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when all attempts have failed.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Its position in the feed. All earlier events were delivered, except those that wait or were set aside.</summary>
    public required string Position { get; init; }

    /// <summary>The number of events that wait for delivery.</summary>
    public required long Waiting { get; init; }

    /// <summary>The number of events that failed too often and have to be sent again manually.</summary>
    public required long SetAside { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>All webhooks and configured connectors.</summary>
public sealed record WebhookList : Received
{
    /// <summary>The webhooks.</summary>
    public required IReadOnlyList<Webhook> Items { get; init; }
}
