namespace IncidentService.Client;

/// <summary>A webhook, or a connector that configuration names, and how it goes.</summary>
public sealed record Webhook : Received
{
    /// <summary>The webhook's id.</summary>
    public required string Id { get; init; }

    /// <summary>webhook, or the name of the connector.</summary>
    public required string Sender { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The receiver's address; absent where a connector knows its own.</summary>
    public Uri? Url { get; init; }

    /// <summary>The types of events that it hears of; none for any.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The channel whose events it hears of; absent for any.</summary>
    public Channel? Channel { get; init; }

    /// <summary>What the receiver verifies signatures with, see <see cref="WebhookVerifier"/>; only in the answer that made it, and never again.</summary>
    public string? Secret { get; init; }

    /// <summary>Until when the secret before it signs too.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }

    /// <summary>Whether it is told.</summary>
    public required WebhookState State { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset StateSince { get; init; }

    /// <summary>Why it is paused or ended, where nobody has asked for it.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when nothing has been delivered although it was tried.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How far it has come in the feed: what is before has been delivered, but for what waits and what was set aside.</summary>
    public required string Position { get; init; }

    /// <summary>How many events are on their way.</summary>
    public required long Waiting { get; init; }

    /// <summary>How many events were tried often enough, and are to be sent again by hand.</summary>
    public required long SetAside { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>All webhooks, and the connectors that configuration names.</summary>
public sealed record WebhookList : Received
{
    /// <summary>The webhooks.</summary>
    public required IReadOnlyList<Webhook> Items { get; init; }
}
