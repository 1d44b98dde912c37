using IncidentService.Events;

namespace IncidentService.Webhooks;

/// <summary>
/// Tells subscribers of one kind. Whatever a sender does not deliver is tried again; events of one incident come one after the other, those of
/// several side by side, and each once at least: the receiver knows it by its id.
/// </summary>
internal interface IEventSender
{
    /// <summary>What a subscription names its sender by.</summary>
    string Kind { get; }

    /// <summary>The subscription that is there because configuration says so; none where callers make them.</summary>
    ConfiguredSubscription? Configured { get; }

    Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation);
}

/// <summary>What a configured connector is to hear of.</summary>
internal sealed record ConfiguredSubscription(string Name, EventFilter Filter);

internal enum DeliveryVerdict
{
    Delivered,

    /// <summary>The receiver could not be reached, or failed.</summary>
    Failed,

    /// <summary>The receiver is well, and will not have this event.</summary>
    Refused,

    /// <summary>It was not tried: the receiver has failed too often just now.</summary>
    Postponed,

    /// <summary>The receiver wants no more events.</summary>
    Gone,
}

internal static class DeliveryOutcomes
{
    public const string Delivered = "delivered";
    public const string Status = "status";
    public const string Timeout = "timeout";
    public const string Connection = "connection";
    public const string Certificate = "certificate";
    public const string Address = "address";
    public const string Fault = "fault";
    public static readonly IReadOnlyList<string> All = [Delivered, Status, Timeout, Connection, Certificate, Address, Fault];
}

/// <summary>What came of sending an event once.</summary>
internal sealed record DeliveryResult(DeliveryVerdict Verdict, string Outcome)
{
    public int? Status { get; init; }

    /// <summary>How the receiver's answer begins.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the receiver wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static DeliveryResult Postponed(TimeSpan? retryAfter) => new(DeliveryVerdict.Postponed, "") { RetryAfter = retryAfter };

    public static DeliveryResult Failed(string outcome) => new(DeliveryVerdict.Failed, outcome);

    /// <summary>For people.</summary>
    public string Describe() => Outcome switch
    {
        DeliveryOutcomes.Status => $"It answered {Status}.",
        DeliveryOutcomes.Timeout => "It did not answer in time.",
        DeliveryOutcomes.Connection => "It could not be reached, or hung up.",
        DeliveryOutcomes.Certificate => "Its certificate is not good.",
        DeliveryOutcomes.Address => "Its address is one that is not called.",
        _ => "It could not be sent.",
    };
}
