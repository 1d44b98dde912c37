namespace IncidentService.Webhooks.Settings;

/// <summary>Decides when an event that could not be delivered is retried.</summary>
/// <param name="waits">The wait after the first attempt, after the second, and so on. After the last one, the event is set aside.</param>
/// <param name="random">Returns a number from 0 to 1.</param>
/// <param name="isEndless">Whether the last wait is repeated instead, so that nothing is ever set aside.</param>
internal sealed class RetrySchedule(IReadOnlyList<TimeSpan> waits, Func<double> random, bool isEndless = false)
{
    private const double Jitter = 0.2; // the largest extension of a wait, so that events that failed together are not retried together
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>
    /// The wait before the next attempt, at least as long as the receiver asked for; null if there is no further attempt.
    /// </summary>
    public TimeSpan? NextWait(int attempts, TimeSpan? retryAfter)
    {
        if (attempts > waits.Count && !isEndless) return null;
        var wait = waits[Math.Min(attempts, waits.Count) - 1] * (1 + (Jitter * random()));
        return retryAfter > wait ? Cap(retryAfter.Value) : wait;
    }

    /// <summary>Limits the wait to a day, even if the receiver names a time in the next century.</summary>
    public static TimeSpan Cap(TimeSpan retryAfter) => retryAfter < Longest ? retryAfter : Longest;
}
