using IncidentService.Common;
using IncidentService.Events;

namespace IncidentService.Webhooks;

internal static class SubscriptionStates
{
    public const string Active = "active";
    public const string Paused = "paused";

    /// <summary>The receiver has said that it wants no more events.</summary>
    public const string Ended = "ended";
    public static readonly IReadOnlyList<string> All = [Active, Paused, Ended];
}

/// <summary>A stored subscription: which sender delivers which events to it, and how far it has come.</summary>
internal sealed class Subscription
{
    public long Id { get; init; }

    /// <summary>The kind of the sender that delivers its events.</summary>
    public required string Sender { get; init; }
    public required string Name { get; set; }
    public string? Url { get; set; }

    /// <summary>The event types, separated by spaces; empty for all types.</summary>
    public required string Types { get; set; }
    public string? Channel { get; set; }
    public byte[]? Secret { get; set; }
    public byte[]? OldSecret { get; set; }
    public Instant? OldSecretUntil { get; set; }
    public required string State { get; set; }
    public string? Reason { get; set; }
    public Instant StateSince { get; set; }
    public long Version { get; set; }
    public long Position { get; init; }
    public Instant? FailingSince { get; init; }
    public Instant CreatedAt { get; init; }

    /// <summary>Counts, if they were queried: the events that wait, and those that were set aside.</summary>
    public long Waiting { get; init; }
    public long SetAside { get; init; }

    public bool IsActive => State == SubscriptionStates.Active;

    public EventFilter Filter => new(Types.Split(' ', StringSplitOptions.RemoveEmptyEntries), Channel);

    public string LeaseName => FormatLeaseName(Id);

    public static string FormatLeaseName(long id) => $"subscription-{id}";

    /// <summary>The secrets that sign now: the current one, and the previous one while it is still valid.</summary>
    public IEnumerable<byte[]> SecretsAt(Instant now)
    {
        if (Secret is not null) yield return Secret;
        if (OldSecret is not null && now < OldSecretUntil) yield return OldSecret;
    }

    /// <summary>The subscription as it is first stored.</summary>
    public Subscription CreateStored(long id, byte[] secret, Instant now) => new()
    {
        Id = id,
        Sender = Sender,
        Name = Name,
        Url = Url,
        Types = Types,
        Channel = Channel,
        Secret = secret,
        State = State,
        StateSince = now,
        CreatedAt = now,
    };

    public void ChangeState(string state, Instant now, string? reason = null)
    {
        if (State == state) return;
        (State, StateSince, Reason) = (state, now, reason);
    }

    public void RotateSecret(byte[] secret, Instant now, TimeSpan overlap) =>
        (OldSecret, OldSecretUntil, Secret) = (Secret, now.Plus(overlap), secret);
}

/// <summary>The number of attempts to deliver an event, and since when it has been set aside.</summary>
internal sealed class RetryCounter
{
    public int Attempts { get; init; }
    public Instant? SetAsideAt { get; init; }
    public string? Reason { get; init; }
}

/// <summary>An event in a subscription's queue.</summary>
internal sealed record OutgoingEvent(FeedEvent Event, RetryCounter Tries);

/// <summary>A stored delivery attempt.</summary>
internal sealed class Delivery
{
    public long Ordinal { get; init; }
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public Instant AttemptedAt { get; init; }
    public long Micros { get; init; }
    public int? Status { get; init; }
    public required string Outcome { get; init; }
    public string? Excerpt { get; init; }
}
