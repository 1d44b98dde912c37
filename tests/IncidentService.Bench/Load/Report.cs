using System.Runtime.InteropServices;

namespace IncidentService.Bench.Load;

/// <summary>The figures as Markdown on standard output.</summary>
internal static class Report
{
    private const double ReadyWithinMilliseconds = 600, ResidentBelowMegabytes = 250;

    public static void Measures(LoadOptions options, Dictionary<Measure, List<Sample>> samples)
    {
        Console.WriteLine($"""
            {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {options.Connections} connections,
            {options.Rounds} × {options.Seconds} s after {options.WarmUpSeconds} s of warming up, in a register (or table) of {options.Register:N0}.
            The ratio is the median of the rounds' ratios; latencies are medians over the rounds.

            | Measure | requests/s, median (min–max) | p50 | p99 | ratio to | ratio | target |
            | --- | ---: | ---: | ---: | --- | ---: | ---: |
            """);
        foreach (var measure in options.Measures) Console.WriteLine(Line(measure, samples));
    }

    public static void Service(IEnumerable<TimeSpan> starts, long residentBytes)
    {
        var ready = Spread.Of(starts.Select(s => s.TotalMilliseconds));
        var inTime = Mark(ready.Median < ReadyWithinMilliseconds);
        var resident = residentBytes / 1e6;
        Console.WriteLine($"""

            | The service | figure | target |
            | --- | ---: | ---: |
            | start to ready, median (min–max) | {ready} ms | < {ReadyWithinMilliseconds} ms {inTime} |
            | resident memory after the load | {resident:N0} MB | < {ResidentBelowMegabytes} MB {Mark(resident < ResidentBelowMegabytes)} |
            """);
    }

    private static string Line(Measure measure, Dictionary<Measure, List<Sample>> samples)
    {
        var own = samples[measure];
        var rate = Spread.Of(own.Select(s => s.PerSecond));
        var line = $"| {measure.Title} | {rate} | {Milliseconds(own.Select(s => s.P50))} | {Milliseconds(own.Select(s => s.P99))}";
        if (measure.Against is null) return $"{line} | | | |";

        var (against, others) = samples.Single(pair => pair.Key.Name == measure.Against);
        var ratio = Spread.Of(own.Zip(others, (mine, theirs) => mine.PerSecond / theirs.PerSecond)).Median;
        var target = measure.Target is { } least ? $"≥ {least:F1} {Mark(ratio >= least)}" : "";
        return $"{line} | {against.Title} | {ratio:F2} | {target} |";
    }

    private static string Milliseconds(IEnumerable<TimeSpan> latencies) =>
        $"{Spread.Of(latencies.Select(l => l.TotalMilliseconds)).Median:F2} ms";

    private static string Mark(bool met) => met ? "✓" : "✗";
}
