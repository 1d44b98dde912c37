using IncidentNumbers;
using IncidentService.Events;
using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>A webhook, or a connector that configuration names, and how it goes.</summary>
internal sealed record WebhookView
{
    public required string Id { get; init; }

    /// <summary>webhook, or the name of the connector.</summary>
    public required string Sender { get; init; }
    public required string Name { get; init; }

    /// <summary>The receiver's address; absent where a connector knows its own.</summary>
    public string? Url { get; init; }

    /// <summary>The types of events that it hears of; none for any.</summary>
    public required IReadOnlyList<string> Types { get; init; }
    public string? Channel { get; init; }

    /// <summary>What the receiver verifies signatures with; only in the answer that made it, and never again.</summary>
    public string? Secret { get; init; }

    /// <summary>Until when the secret before it signs too.</summary>
    public Instant? OldSecretUntil { get; init; }

    /// <summary>active, paused or ended.</summary>
    public required string State { get; init; }
    public required Instant StateSince { get; init; }

    /// <summary>Why it is paused or ended, where nobody has asked for it.</summary>
    public string? Reason { get; init; }

    /// <summary>Since when nothing has been delivered although it was tried.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>How far it has come in the feed: what is before has been delivered, but for what waits and what was set aside.</summary>
    public required string Position { get; init; }

    /// <summary>How many events are on their way.</summary>
    public long Waiting { get; init; }

    /// <summary>How many events were tried often enough, and are to be sent again by hand.</summary>
    public long SetAside { get; init; }
    public required Instant CreatedAt { get; init; }

    public static WebhookView Of(Subscription to, bool withSecret = false) => new()
    {
        Id = to.Id.ToString(),
        Sender = to.Sender,
        Name = to.Name,
        Url = to.Url,
        Types = to.Filter.Types,
        Channel = to.Channel,
        Secret = withSecret && to.Secret is not null ? WebhookSecret.Show(to.Secret) : null,
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

/// <summary>One attempt to send an event.</summary>
internal sealed record DeliveryView
{
    /// <summary>The attempt's ordinal among those of its webhook.</summary>
    public required string Id { get; init; }

    /// <summary>The event's id, which is also the webhook-id that it was sent with.</summary>
    public required string Event { get; init; }
    public required string Type { get; init; }
    public required Instant At { get; init; }

    /// <summary>How long it took.</summary>
    public long Micros { get; init; }

    /// <summary>What the receiver answered; absent where it did not.</summary>
    public int? Status { get; init; }

    /// <summary>delivered, or what went wrong: status, timeout, connection, certificate, address, fault.</summary>
    public required string Outcome { get; init; }

    /// <summary>How the answer begins.</summary>
    public string? Excerpt { get; init; }

    public static DeliveryView Of(Delivery delivery) => new()
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

/// <summary>The last attempts, newest first.</summary>
internal sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, string? Next = null);

/// <summary>An event that was tried often enough in vain, or would not be had. It keeps no other one back.</summary>
internal sealed record SetAsideView
{
    /// <summary>Its place in the feed, by which it is sent again.</summary>
    public required string Position { get; init; }

    /// <summary>The event's id.</summary>
    public required string Event { get; init; }
    public required string Type { get; init; }
    public required IncidentNumber Number { get; init; }
    public int Attempts { get; init; }
    public required Instant SetAsideAt { get; init; }
    public string? Reason { get; init; }

    public static SetAsideView Of(OutgoingEvent outgoing) => new()
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

/// <summary>Events that were set aside, in the order of the feed.</summary>
internal sealed record SetAsidePage(IReadOnlyList<SetAsideView> Items, string? Next = null);
