using IncidentService.Common;
using IncidentService.Common.Telemetry;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Webhooks.Deliveries;

/// <summary>An event that was sent once, and the result.</summary>
internal sealed record DeliveryAttempt(OutgoingEvent Sent, DeliveryResult Result, Instant At, long Micros)
{
    public Delivery ToDelivery() => new()
    {
        EventId = Sent.Event.Id,
        Type = Sent.Event.Type,
        AttemptedAt = At,
        Micros = Micros,
        Status = Result.Status,
        Outcome = Result.Outcome,
        Excerpt = Result.Excerpt,
    };

    public void Count(ServiceMetrics metrics, Instant now) =>
        metrics.CountDelivery(Result.Outcome, Result.Verdict == DeliveryVerdict.Delivered, now.Since(Sent.Event.OccurredAt));
}

/// <summary>An event that was not delivered: when it is retried, or since when it has been set aside, and why.</summary>
internal sealed record RetryState(long Position, int Attempts, Instant DueAt, Instant? SetAsideAt, string Reason);

/// <summary>The effects of some attempts on a subscription and its events.</summary>
internal sealed record DeliveryResults
{
    public required IReadOnlyList<Delivery> Deliveries { get; init; }
    public required IReadOnlyList<long> Delivered { get; init; }
    public required IReadOnlyList<RetryState> Retries { get; init; }

    /// <summary>Since when every attempt has failed.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>The state that the subscription changes to, if any, and the reason.</summary>
    public string? State { get; init; }
    public string? Reason { get; init; }

    public static DeliveryResults From(
        Subscription to, IReadOnlyList<DeliveryAttempt> attempts, RetrySchedule schedule, WebhookSettings settings, Instant now)
    {
        var delivered = attempts
            .Where(attempt => attempt.Result.Verdict == DeliveryVerdict.Delivered)
            .Select(attempt => attempt.Sent.Event.Position)
            .ToList();
        var failed = attempts.Where(attempt => attempt.Result.Verdict is DeliveryVerdict.Failed or DeliveryVerdict.Gone).ToList();
        var answers = attempts.Any(attempt => attempt.Result.Verdict is DeliveryVerdict.Delivered or DeliveryVerdict.Refused);
        var failing = answers ? null : failed.Count > 0 ? to.FailingSince ?? now : to.FailingSince;
        var (state, reason) = StateAfter(to, failed, failing, settings, now);
        return new DeliveryResults
        {
            Deliveries = [.. attempts.Select(attempt => attempt.ToDelivery())],
            Delivered = delivered,
            Retries = [.. attempts
                .Where(attempt => attempt.Result.Verdict != DeliveryVerdict.Delivered && Counts(attempt, to))
                .Select(attempt => RetryStateAfter(attempt, schedule, now, stops: state is not null))],
            FailingSince = failing,
            State = state,
            Reason = reason,
        };
    }

    private static (string? State, string? Reason) StateAfter(
        Subscription to, List<DeliveryAttempt> failed, Instant? failing, WebhookSettings settings, Instant now)
    {
        var gone = failed.Any(attempt => attempt.Result.Verdict == DeliveryVerdict.Gone && Counts(attempt, to));
        if (gone) return (SubscriptionStates.Ended, "The receiver answered 410: it wants no more events.");
        if (failing is not { } since || now < since.Plus(settings.PauseAfter)) return (null, null);
        return (SubscriptionStates.Paused, $"Nothing could be delivered since {since}. {failed[^1].Result.Describe()}");
    }

    /// <summary>
    /// False for an attempt from before the subscription was resumed. It neither ends the subscription nor is it one of the attempts after
    /// which an event is set aside: they began anew.
    /// </summary>
    private static bool Counts(DeliveryAttempt attempt, Subscription to) => attempt.At >= to.StateSince;

    /// <summary>
    /// Every event is retried, whatever the receiver answered: a receiver that rejects an event today may be fixed tomorrow, and meanwhile
    /// only the events of its incident wait. If the subscription stops, nothing is set aside, because the receiver accepts nothing at all.
    /// </summary>
    private static RetryState RetryStateAfter(DeliveryAttempt attempt, RetrySchedule schedule, Instant now, bool stops)
    {
        var attempts = attempt.Sent.Tries.Attempts + 1;
        var wait = schedule.NextWait(attempts, attempt.Result.RetryAfter);
        return new RetryState(
            attempt.Sent.Event.Position,
            attempts,
            now.Plus(wait ?? TimeSpan.Zero),
            wait is null && !stops ? now : null,
            attempt.Result.Describe());
    }
}
