namespace IncidentService.Client;

/// <summary>A new webhook: which events to send, and where.</summary>
public sealed record WebhookRequest
{
    /// <summary>The name that people use for it, such as "Order system". At most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The receiver's address: https, and not private.</summary>
    public required Uri Url { get; init; }

    /// <summary>Only events of these types, named as in the timeline or as in CloudEvents; all by default.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only events from this channel; from all by default.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Whether it starts paused, to be resumed when the receiver is ready. Events wait meanwhile.</summary>
    public bool? Paused { get; init; }
}

/// <summary>A merge patch of a webhook. Values that are omitted stay unchanged.</summary>
public sealed record AmendWebhookRequest
{
    /// <summary>A new name. At most 200 characters.</summary>
    public Patched? Name { get; init; }

    /// <summary>A new address.</summary>
    public Patched? Url { get; init; }

    /// <summary>Only events of these types; an empty list for all.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only events from this channel; <see cref="Patched.Nothing"/> for all.</summary>
    public Patched? Channel { get; init; }
}

/// <summary>Selects the events that are sent again after they were set aside.</summary>
public sealed record RedeliveryRequest
{
    /// <summary>Their positions, at most 200; all by default.</summary>
    public IReadOnlyList<string>? Positions { get; init; }
}

/// <summary>The place from which all events are sent again: a position or a time.</summary>
public sealed record ReplayRequest
{
    /// <summary>Events after this position in the feed; 0 for all.</summary>
    public string? Position { get; init; }

    /// <summary>Events from this time on.</summary>
    public DateTimeOffset? Since { get; init; }
}
