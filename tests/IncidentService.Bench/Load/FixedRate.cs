using System.Diagnostics;

namespace IncidentService.Bench.Load;

/// <summary>A request that was due at a moment, whenever it could be sent; moments are timestamps of <see cref="Stopwatch"/>.</summary>
internal readonly record struct TimedAnswer(long Due, long Answered, string? Body)
{
    public TimeSpan Took => Stopwatch.GetElapsedTime(Due, Answered);
}

/// <summary>
/// An open loop: requests are due at a fixed rate, whether or not earlier ones were answered, and each is timed from when it was due. So a
/// server that stalls is charged for everybody who would have waited. Requests are sent with the timer's grain of about a millisecond,
/// which counts as theirs.
/// </summary>
internal static class FixedRate
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1), AnsweredWithin = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<TimedAnswer>> RunAsync(
        HttpClient http, double perSecond, int seconds, Func<int, TimedRequest> make, CancellationToken cancellation)
    {
        var answers = new Task<TimedAnswer>[Math.Max(1, (int)(perSecond * seconds))];
        var interval = Stopwatch.Frequency / perSecond;
        using var timer = new PeriodicTimer(Grain);
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < answers.Length;)
        {
            var due = start + (long)(sent * interval);
            if (due > Stopwatch.GetTimestamp())
            {
                await timer.WaitForNextTickAsync(cancellation);
                continue;
            }
            answers[sent] = SendAsync(http, make(sent), due, cancellation);
            sent++;
        }
        return await Task.WhenAll(answers).WaitAsync(AnsweredWithin, cancellation);
    }

    public static Sample Measured(IReadOnlyList<TimedAnswer> answers, double perSecond)
    {
        var sorted = answers.Select(answer => answer.Took).Order().ToArray();
        return new(perSecond, Percentile(sorted, 0.5), Percentile(sorted, 0.99), sorted[^1]);
    }

    /// <summary>Nearest rank.</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];

    private static async Task<TimedAnswer> SendAsync(HttpClient http, TimedRequest asked, long due, CancellationToken cancellation)
    {
        using var request = asked.Make();
        using var answer = await http.SendAsync(request, cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        var answered = Stopwatch.GetTimestamp();
        if (!answer.IsSuccessStatusCode)
            throw new LoadException($"{request.Method} {request.RequestUri} answered {answer.StatusCode}: {body}");
        return new(due, answered, asked.KeepsBody ? body : null);
    }
}

/// <summary>A request of an open loop.</summary>
internal sealed record TimedRequest(string Path, string? Body = null, string? IdempotencyKey = null, bool KeepsBody = false)
{
    public HttpRequestMessage Make()
    {
        var request = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Path);
        if (Body is not null) request.Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
        if (IdempotencyKey is not null) request.Headers.Add("Idempotency-Key", IdempotencyKey);
        return request;
    }
}
