using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Events;
using IncidentService.Webhooks.Security;

namespace IncidentService.Webhooks;

/// <summary>A webhook, or a connector from the configuration, and its state.</summary>
internal sealed record WebhookView
{
    public required string Id { get; init; }

    /// <summary>webhook, or the name of the connector.</summary>
    public required string Sender { get; init; }
    public required string Name { get; init; }

    /// <summary>The receiver's address; absent if a connector determines its own.</summary>
    public string? Url { get; init; }

    /// <summary>The event types it receives; empty for all.</summary>
    public required IReadOnlyList<string> Types { get; init; }
    public string? Channel { get; init; }

    /// <summary>The secret that verifies signatures, present only in the response that created it.</summary>
    public string? Secret { get; init; }

    /// <summary>Until when the previous secret also signs.</summary>
    public Instant? OldSecretUntil { get; init; }

    /// <summary>active, paused or ended.</summary>
    public required string State { get; init; }
    public required Instant StateSince { get; init; }

    /// <summary>Why the service paused or ended it; absent if somebody asked for it.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when every attempt to deliver has failed.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>The position reached in the feed. Every earlier event was delivered, except for those that wait or are set aside.</summary>
    public required string Position { get; init; }

    /// <summary>The number of events that wait for delivery.</summary>
    public long Waiting { get; init; }

    /// <summary>The number of events whose delivery failed too often, to be redelivered by request.</summary>
    public long SetAside { get; init; }
    public required Instant CreatedAt { get; init; }

    public static WebhookView From(Subscription to, bool withSecret = false) => new()
    {
        Id = to.Id.ToString(),
        Sender = to.Sender,
        Name = to.Name,
        Url = to.Url,
        Types = to.Filter.Types,
        Channel = to.Channel,
        Secret = withSecret && to.Secret is not null ? WebhookSecret.Format(to.Secret) : null,
        OldSecretUntil = to.OldSecretUntil,
        State = to.State,
        StateSince = to.StateSince,
        Reason = to.Reason,
        FailingSince = to.FailingSince,
        Position = to.Position.ToString(),
        Waiting = to.Waiting,
        SetAside = to.SetAside,
        CreatedAt = to.CreatedAt,
    };
}

internal sealed record WebhookList(IReadOnlyList<WebhookView> Items);

/// <summary>An attempt to deliver an event.</summary>
internal sealed record DeliveryView
{
    /// <summary>The ordinal of the attempt within its webhook.</summary>
    public required string Id { get; init; }

    /// <summary>The event's id, which is also the webhook-id header of the delivery.</summary>
    public required string Event { get; init; }
    public required string Type { get; init; }
    public required Instant At { get; init; }

    /// <summary>The duration in microseconds.</summary>
    public long Micros { get; init; }

    /// <summary>The HTTP status of the receiver's response; absent if there was none.</summary>
    public int? Status { get; init; }

    /// <summary>delivered, or the reason of the failure: status, timeout, connection, certificate, address, fault.</summary>
    public required string Outcome { get; init; }

    /// <summary>The beginning of the response.</summary>
    public string? Excerpt { get; init; }

    public static DeliveryView From(Delivery delivery) => new()
    {
        Id = delivery.Ordinal.ToString(),
        Event = delivery.EventId,
        Type = CloudEvent.TypePrefix + delivery.Type,
        At = delivery.AttemptedAt,
        Micros = delivery.Micros,
        Status = delivery.Status,
        Outcome = delivery.Outcome,
        Excerpt = delivery.Excerpt,
    };
}

/// <summary>The last delivery attempts, newest first.</summary>
internal sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, string? Next = null);

/// <summary>An event whose delivery failed too often, or that the receiver rejected. It does not block other events.</summary>
internal sealed record SetAsideView
{
    /// <summary>The place in the feed. Redelivery selects the event by it.</summary>
    public required string Position { get; init; }

    /// <summary>The event's id.</summary>
    public required string Event { get; init; }
    public required string Type { get; init; }
    public required IncidentNumber Number { get; init; }
    public int Attempts { get; init; }
    public required Instant SetAsideAt { get; init; }
    public string? Reason { get; init; }

    public static SetAsideView From(OutgoingEvent outgoing) => new()
    {
        Position = outgoing.Event.Position.ToString(),
        Event = outgoing.Event.Id,
        Type = CloudEvent.TypePrefix + outgoing.Event.Type,
        Number = outgoing.Event.Number,
        Attempts = outgoing.Tries.Attempts,
        SetAsideAt = outgoing.Tries.SetAsideAt!.Value,
        Reason = outgoing.Tries.Reason,
    };
}

/// <summary>Set-aside events, in feed order.</summary>
internal sealed record SetAsidePage(IReadOnlyList<SetAsideView> Items, string? Next = null);
