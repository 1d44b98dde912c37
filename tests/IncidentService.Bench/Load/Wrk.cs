using System.Globalization;

namespace IncidentService.Bench.Load;

internal readonly record struct Sample(double PerSecond, TimeSpan P50, TimeSpan P99);

/// <summary>The load generator: wrk, a closed loop over so many connections.</summary>
internal static class Wrk
{
    public const int Threads = 2;
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Load", "requests.lua");

    public static void RequireInstalled()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "wrk"))))
            throw new UsageException("wrk is not on the PATH; on Debian and Ubuntu: apt-get install wrk, on macOS: brew install wrk.");
    }

    /// <param name="stamp">Makes unique bodies differ from those of other runs.</param>
    public static async Task<Sample> RunAsync(
        Measure measure, Traffic traffic, int connections, int seconds, int stamp, CancellationToken cancellation)
    {
        string[] header = traffic.Key is null ? [] : ["-H", $"Authorization: Bearer {traffic.Key}"];
        string[] arguments =
        [
            $"-t{Threads}", $"-c{connections}", $"-d{seconds}s", "--timeout", "5s", "-s", Script, .. header,
            $"{traffic.Server}", "--", .. traffic.Words(stamp),
        ];
        var output = await ToolRun.OutputAsync(new Launch("wrk", arguments), TimeSpan.FromSeconds(seconds + 30), cancellation);
        return Read(measure, output);
    }

    private static Sample Read(Measure measure, string output)
    {
        var line = output.Split('\n').LastOrDefault(l => l.StartsWith("measured ", StringComparison.Ordinal))
            ?? throw new LoadException($"{measure.Name}: wrk printed no figures:\n{output}");
        if (line.Split(' ')[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray() is not
            [var requests, var microseconds, var p50, var p99, var refused, var broken])
            throw new LoadException($"{measure.Name}: wrk printed '{line}'");
        if (requests == 0 || refused + broken > 0)
            throw new LoadException($"{measure.Name}: {requests} requests, {refused} not answered 2xx; {broken} connection errors");
        return new(requests * 1e6 / microseconds, TimeSpan.FromMicroseconds(p50), TimeSpan.FromMicroseconds(p99));
    }
}
