namespace IncidentService.Client;

/// <summary>Where events are to be sent, and which.</summary>
public sealed record WebhookRequest
{
    /// <summary>What people call it, such as "Order system". At most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The receiver's address: https, and no private one.</summary>
    public required Uri Url { get; init; }

    /// <summary>Events of these types only, as the timeline or as CloudEvents name them; of any, when not given.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Events from this channel only; from any, when not given.</summary>
    public Channel? Channel { get; init; }

    /// <summary>It begins paused, and is resumed when the receiver is there. What happens meanwhile waits for it.</summary>
    public bool? Paused { get; init; }
}

/// <summary>A merge patch of a webhook: what is not named stays.</summary>
public sealed record AmendWebhookRequest
{
    /// <summary>A new name. At most 200 characters.</summary>
    public Patched? Name { get; init; }

    /// <summary>A new address.</summary>
    public Patched? Url { get; init; }

    /// <summary>Events of these types only; an empty list for any.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Events from this channel only; <see cref="Patched.Nothing"/> for any.</summary>
    public Patched? Channel { get; init; }
}

/// <summary>Which of the events that were set aside are sent again.</summary>
public sealed record RedeliveryRequest
{
    /// <summary>The positions of these, at most 200; all, when not given.</summary>
    public IReadOnlyList<string>? Positions { get; init; }
}

/// <summary>From where on a webhook is told everything once more: a position, or a time.</summary>
public sealed record ReplayRequest
{
    /// <summary>What comes after this place in the feed; 0 for everything.</summary>
    public string? Position { get; init; }

    /// <summary>What happened from this time on.</summary>
    public DateTimeOffset? Since { get; init; }
}
