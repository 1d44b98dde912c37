using IncidentService.Bench.Load;

namespace IncidentService.Bench.Measuring;

/// <summary>The same work on several replicas over one register at once, the connections shared among them.</summary>
internal static class ReplicaDrives
{
    public static readonly IReadOnlyList<int> Counts = [1, 2, 4];
    public static readonly IReadOnlyList<string> Measures = [Measure.Open, Measure.GetRecent, Measure.GetAny, Measure.LookupExact];

    public static string NameOf(int count, string measure) => $"{count} replicas {measure}";

    public static async Task RunAsync(
        MeasureOptions options, ServiceUnderTest first, ServiceDrives drives, Figures figures, CancellationToken cancellation)
    {
        var replicas = new List<ServiceUnderTest> { first };
        try
        {
            foreach (var count in Counts)
            {
                while (replicas.Count < count) replicas.Add(await first.ReplicaAsync(cancellation));
                var measures = Measures.Where(options.Wants).Select(measure => new Drive(
                    NameOf(count, measure),
                    (seconds, stop) => TogetherAsync(
                        replicas.Select(replica => drives[measure].At(replica.Address)), options.Connections / count, seconds, stop)));
                await Drive.RoundsAsync(options, [.. measures], figures, $"{count} replicas", cancellation);
            }
        }
        finally
        {
            foreach (var replica in replicas.Skip(1)) await replica.DisposeAsync();
        }
    }

    /// <summary>The sum of the rates, and the worst of the latencies.</summary>
    private static async Task<Sample> TogetherAsync(
        IEnumerable<Traffic> traffic, int connections, int seconds, CancellationToken cancellation)
    {
        var samples = await Task.WhenAll(traffic.Select(one => Wrk.RunAsync("replicas", one, connections, seconds, cancellation)));
        return new(
            samples.Sum(sample => sample.PerSecond), samples.Max(sample => sample.P50), samples.Max(sample => sample.P99),
            samples.Max(sample => sample.Max));
    }
}
