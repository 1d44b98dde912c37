using System.Diagnostics;
using System.Text.Json;
using IncidentService.Bench.Load;

namespace IncidentService.Bench.Measuring;

/// <summary>Latencies, and how far the feed is behind, at half of the rate that the rounds have reached.</summary>
internal sealed class RateDrives(ServiceUnderTest service, IReadOnlyList<string> numbers, Figures figures)
{
    public const string Get = "get at half the peak rate", Open = "open at half the peak rate";
    public const string FeedAfterAnswer = "feed behind the answer", FeedAfterDue = "feed behind the request";

    /// <summary>The opening and the message.</summary>
    private const int EventsOfOpening = 2;
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(30), Between = TimeSpan.FromMilliseconds(20);

    public IReadOnlyList<Drive> Latencies() => [new(Get, GetAsync), new(Open, OpenAsync)];

    /// <summary>The second answers with what the first one measured besides.</summary>
    public IReadOnlyList<Drive> Feed()
    {
        var behindDue = default(Sample);
        return
        [
            new(FeedAfterAnswer, async (seconds, stop) =>
            {
                (var behindAnswer, behindDue) = await FeedAsync(seconds, stop);
                return behindAnswer;
            }),
            new(FeedAfterDue, (_, _) => Task.FromResult(behindDue)),
        ];
    }

    private FixedRate Requests => new(service.Address, service.Key);

    private double HalfOf(string measure) => figures.Rate($"{Build.This} {measure}").Median / 2;

    private async Task<Sample> GetAsync(int seconds, CancellationToken cancellation)
    {
        var (rate, draw) = (HalfOf(Measure.GetAny), new Random(1));
        var answers = await Requests.RunAsync(
            rate, seconds, _ => new(ServiceUnderTest.GetPath(numbers[draw.Next(numbers.Count)])), cancellation);
        return FixedRate.Measured(answers, rate);
    }

    private async Task<Sample> OpenAsync(int seconds, CancellationToken cancellation)
    {
        var rate = HalfOf(Measure.Open);
        return FixedRate.Measured(await Requests.RunAsync(rate, seconds, Openings(keepBodies: false), cancellation), rate);
    }

    private static Func<int, TimedRequest> Openings(bool keepBodies)
    {
        var stamp = Stamp.Next();
        return n =>
        {
            var digits = $"{stamp}0{n:D7}";
            return new(
                ServiceUnderTest.OpenPath, ServiceUnderTest.OpenBody.Replace("<N>", digits, StringComparison.Ordinal), digits, keepBodies);
        };
    }

    /// <summary>
    /// A commit is somewhere between the moment that a request was due and its answer, so the delay from it lies between the two that are
    /// measured.
    /// </summary>
    private async Task<(Sample Answer, Sample Due)> FeedAsync(int seconds, CancellationToken cancellation)
    {
        var rate = HalfOf(Measure.Open);
        await using var reader = await FeedReader.StartAsync(service.Http, cancellation);
        var answers = await Requests.RunAsync(rate, seconds, Openings(keepBodies: true), cancellation);
        var opened = answers.Select(answer => (answer.Due, answer.Answered, Number: NumberOf(answer.Body!))).ToArray();
        var clock = Stopwatch.StartNew();
        while (opened.Count(one => reader.SeenAll(one.Number, EventsOfOpening) is null) is > 0 and var missing)
        {
            if (clock.Elapsed > SeenWithin) throw new LoadException($"Events of {missing} of {opened.Length} incidents never came");
            await Task.Delay(Between, cancellation);
        }
        return (
            Behind(opened.Select(one => Delay(one.Answered, one.Number)), rate),
            Behind(opened.Select(one => Delay(one.Due, one.Number)), rate));

        TimeSpan Delay(long since, string number) => Stopwatch.GetElapsedTime(since, reader.SeenAll(number, EventsOfOpening)!.Value);
    }

    /// <summary>An event that was seen before its answer is not behind at all.</summary>
    private static Sample Behind(IEnumerable<TimeSpan> delays, double rate)
    {
        var sorted = delays.Select(delay => delay < TimeSpan.Zero ? TimeSpan.Zero : delay).Order().ToArray();
        return new(rate, FixedRate.Percentile(sorted, 0.5), FixedRate.Percentile(sorted, 0.99), sorted[^1]);
    }

    private static string NumberOf(string card)
    {
        using var read = JsonDocument.Parse(card);
        return read.RootElement.GetProperty("number").GetString()!;
    }
}
