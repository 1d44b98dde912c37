using System.Diagnostics;

namespace IncidentService.Bench.Load;

/// <summary>A request that was due at a moment, whenever it could be sent; moments are timestamps of <see cref="Stopwatch"/>.</summary>
internal readonly record struct TimedAnswer(long Due, long Answered, string? Body)
{
    public TimeSpan Took => Stopwatch.GetElapsedTime(Due, Answered);
}

/// <summary>
/// An open loop: requests are due at a fixed rate, whether or not earlier ones were answered, and each is timed from when it was due. So a
/// server that stalls is charged for everybody who would have waited. Requests are sent with a grain of about a millisecond, and wait in
/// order while all connections are busy; both count as theirs. It uses sockets and not HttpClient, because client and server share the
/// machine, and what HttpClient costs would be measured as the server's latency.
/// </summary>
internal sealed class FixedRate(Uri server, string key)
{
    public const int Connections = 64;

    /// <summary>The answers in the order in which the requests were due.</summary>
    public Task<IReadOnlyList<TimedAnswer>> RunAsync(
        double perSecond, int seconds, Func<int, TimedRequest> make, CancellationToken cancellation) =>
        Task.Factory.StartNew<IReadOnlyList<TimedAnswer>>(
            () =>
            {
                using var loop = new OpenLoop(server, key, perSecond, Math.Max(1, (int)(perSecond * seconds)));
                return loop.Run(make, cancellation);
            },
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Sample Measured(IReadOnlyList<TimedAnswer> answers, double perSecond)
    {
        var sorted = answers.Select(answer => answer.Took).Order().ToArray();
        return new(perSecond, Percentile(sorted, 0.5), Percentile(sorted, 0.99), sorted[^1]);
    }

    /// <summary>Nearest rank.</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
