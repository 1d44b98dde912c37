using IncidentService.Common.Text;
using IncidentService.Events;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>
/// Sends events to subscribers of one kind. An event that was not delivered is retried. Events of one incident are sent one after the
/// other, those of several incidents concurrently, and each at least once: the receiver recognises an event by its id.
/// </summary>
internal interface IEventSender
{
    /// <summary>The name by which subscriptions refer to this sender.</summary>
    string Kind { get; }

    /// <summary>The subscription that the configuration defines; null if callers create subscriptions.</summary>
    ConfiguredSubscription? Configured { get; }

    /// <summary>
    /// The waits between the attempts of one event, the last of them as often as needed; null for the schedule of webhooks, which ends.
    /// </summary>
    IReadOnlyList<TimeSpan>? EndlessWaits => null;

    Task<DeliveryResult> Send(Subscription to, FeedEvent happened, CancellationToken cancellation);
}

/// <summary>The events that a configured connector receives.</summary>
internal sealed record ConfiguredSubscription(string Name, EventFilter Filter);

internal enum DeliveryVerdict
{
    Delivered,

    /// <summary>The receiver could not be reached, or failed.</summary>
    Failed,

    /// <summary>The receiver works, but rejects this event.</summary>
    Refused,

    /// <summary>The event was not sent, because the receiver has failed too often recently.</summary>
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

/// <summary>The result of sending an event once.</summary>
internal sealed record DeliveryResult(DeliveryVerdict Verdict, string Outcome)
{
    /// <summary>How much of a receiver's response is read and stored, in bytes of UTF-8.</summary>
    public const int LongestExcerpt = 1024;

    public int? Status { get; init; }

    /// <summary>The beginning of the receiver's response, as <see cref="ExcerptOf"/> gives it.</summary>
    public string? Excerpt { get; init; }

    /// <summary>How long the receiver asks to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static DeliveryResult Postponed(TimeSpan? retryAfter) => new(DeliveryVerdict.Postponed, "") { RetryAfter = retryAfter };

    public static DeliveryResult Failed(string outcome) => new(DeliveryVerdict.Failed, outcome);

    /// <summary>Text that can be shown: without control characters, and with card numbers masked. Null if nothing is left.</summary>
    public static string? ExcerptOf(string? text)
    {
        var shown = new string([.. (text ?? "").Where(character => !char.IsControl(character) && character != '\uFFFE')]).Trim();
        if (shown.Length > LongestExcerpt) shown = shown[..LongestExcerpt];
        return shown.Length == 0 ? null : PaymentCards.Mask(shown);
    }

    /// <summary>Describes the failure for people.</summary>
    public string Describe() => Outcome switch
    {
        DeliveryOutcomes.Status => $"It answered {Status}.",
        DeliveryOutcomes.Timeout => "It did not answer in time.",
        DeliveryOutcomes.Connection => "It could not be reached, or closed the connection.",
        DeliveryOutcomes.Certificate => "Its certificate is not valid.",
        DeliveryOutcomes.Address => "Its address must not be called.",
        _ => "It could not be sent.",
    };
}
