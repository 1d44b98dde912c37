using IncidentService.Storage;

namespace IncidentService.Outbound;

/// <summary>An event that was sent once, and what came of it.</summary>
internal sealed record Attempt(OutgoingEvent Sent, Sending Sending, Instant At, long Micros)
{
    public Delivery ToDelivery() => new()
    {
        EventId = Sent.Event.Id,
        Type = Sent.Event.Type,
        AttemptedAt = At,
        Micros = Micros,
        Status = Sending.Status,
        Outcome = Sending.Outcome,
        Excerpt = Sending.Excerpt,
    };
}

/// <summary>An event that was not delivered: when it is tried again, or since when it has been set aside, and why.</summary>
internal sealed record Setback(long Position, int Attempts, Instant DueAt, Instant? SetAsideAt, string Reason);

/// <summary>What becomes of a subscription and its events after some attempts.</summary>
internal sealed record Settlement
{
    public required IReadOnlyList<Delivery> Deliveries { get; init; }
    public required IReadOnlyList<long> Delivered { get; init; }
    public required IReadOnlyList<Setback> Setbacks { get; init; }

    /// <summary>Since when nothing has been delivered.</summary>
    public Instant? FailingSince { get; init; }

    /// <summary>The state that it changes to, if any, and why.</summary>
    public string? State { get; init; }
    public string? Reason { get; init; }

    public static Settlement Of(Subscription to, IReadOnlyList<Attempt> attempts, Schedule schedule, OutboundSettings settings, Instant now)
    {
        var delivered = attempts.Where(attempt => attempt.Sending.Verdict == Verdict.Delivered).Select(attempt => attempt.Sent.Event.Position).ToList();
        var failed = attempts.Where(attempt => attempt.Sending.Verdict is Verdict.Failed or Verdict.Gone).ToList();
        var answers = attempts.Any(attempt => attempt.Sending.Verdict is Verdict.Delivered or Verdict.Refused);
        var failing = answers ? null : failed.Count > 0 ? to.FailingSince ?? now : to.FailingSince;
        var (state, reason) = StateAfter(to, failed, failing, settings, now);
        return new Settlement
        {
            Deliveries = [.. attempts.Select(attempt => attempt.ToDelivery())],
            Delivered = delivered,
            Setbacks = [.. attempts.Where(attempt => attempt.Sending.Verdict != Verdict.Delivered).Select(attempt => SetbackOf(attempt, schedule, now, stops: state is not null))],
            FailingSince = failing,
            State = state,
            Reason = reason,
        };
    }

    private static (string? State, string? Reason) StateAfter(Subscription to, List<Attempt> failed, Instant? failing, OutboundSettings settings, Instant now)
    {
        var gone = failed.Any(attempt => attempt.Sending.Verdict == Verdict.Gone && attempt.At >= to.StateSince); // not what it said before it was resumed
        if (gone) return (SubscriptionStates.Ended, "The receiver answered 410: it wants no more events.");
        if (failing is not { } since || now < since.Plus(settings.PauseAfter)) return (null, null);
        return (SubscriptionStates.Paused, $"Nothing could be delivered since {since}. {failed[^1].Sending.Describe()}");
    }

    /// <summary>Whatever the receiver answers is tried again: one that refuses an event today may have been mended tomorrow, and only its incident waits. Nothing is set aside of a receiver that takes nothing at all: it is paused.</summary>
    private static Setback SetbackOf(Attempt attempt, Schedule schedule, Instant now, bool stops)
    {
        var attempts = attempt.Sent.Tries.Attempts + 1;
        var wait = schedule.After(attempts, attempt.Sending.RetryAfter);
        return new Setback(attempt.Sent.Event.Position, attempts, now.Plus(wait ?? TimeSpan.Zero), wait is null && !stops ? now : null, attempt.Sending.Describe());
    }
}
