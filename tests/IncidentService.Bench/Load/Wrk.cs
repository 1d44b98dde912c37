using System.Globalization;

namespace IncidentService.Bench.Load;

/// <summary>The load generator: wrk, a closed loop over so many connections.</summary>
internal static class Wrk
{
    public const int Threads = 2;
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Load", "requests.lua");

    public static async Task<Sample> RunAsync(
        string measure, Traffic traffic, int connections, int seconds, CancellationToken cancellation)
    {
        string[] header = traffic.Key is null ? [] : ["-H", $"Authorization: Bearer {traffic.Key}"];
        string[] arguments =
        [
            $"-t{Threads}", $"-c{connections}", $"-d{seconds}s", "--timeout", "5s", "-s", Script, .. header,
            $"{traffic.Server}", "--", .. traffic.Words(),
        ];
        var output = await ToolRun.OutputAsync(new Launch("wrk", arguments), TimeSpan.FromSeconds(seconds + 30), cancellation);
        return Read(measure, output);
    }

    private static Sample Read(string measure, string output)
    {
        var line = output.Split('\n').LastOrDefault(l => l.StartsWith("measured ", StringComparison.Ordinal))
            ?? throw new LoadException($"{measure}: wrk printed no figures:\n{output}");
        if (line.Split(' ')[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray() is not
            [var requests, var microseconds, var p50, var p99, var most, var refused, var broken])
            throw new LoadException($"{measure}: wrk printed '{line}'");
        if (requests == 0 || refused + broken > 0)
            throw new LoadException($"{measure}: {requests} requests, {refused} not answered 2xx; {broken} connection errors");
        return new(
            requests * 1e6 / microseconds, TimeSpan.FromMicroseconds(p50), TimeSpan.FromMicroseconds(p99), TimeSpan.FromMicroseconds(most));
    }
}
