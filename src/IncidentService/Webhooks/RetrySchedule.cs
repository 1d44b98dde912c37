namespace IncidentService.Webhooks;

/// <summary>When an event that could not be delivered is tried again.</summary>
/// <param name="waits">After the first attempt, the second, and so on; after the last one it is set aside.</param>
/// <param name="random">From 0 to 1.</param>
internal sealed class RetrySchedule(IReadOnlyList<TimeSpan> waits, Func<double> random)
{
    private const double Jitter = 0.2; // at most so much longer, so that what failed together does not come back together
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Null when it is not tried again. Never before the receiver has said.</summary>
    public TimeSpan? NextWait(int attempts, TimeSpan? retryAfter)
    {
        if (attempts > waits.Count) return null;
        var wait = waits[attempts - 1] * (1 + (Jitter * random()));
        return retryAfter > wait ? Cap(retryAfter.Value) : wait;
    }

    /// <summary>A receiver that names a time in the next century is asked again tomorrow.</summary>
    public static TimeSpan Cap(TimeSpan retryAfter) => retryAfter < Longest ? retryAfter : Longest;
}
