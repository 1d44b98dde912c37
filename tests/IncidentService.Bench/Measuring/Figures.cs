using IncidentService.Bench.Load;

namespace IncidentService.Bench.Measuring;

/// <summary>What was measured on one engine, by the name of the drive and by the round.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, SortedDictionary<int, Sample>> _samples = [];

    public void Add(string name, int round, Sample sample)
    {
        if (!_samples.TryGetValue(name, out var rounds)) _samples[name] = rounds = [];
        rounds[round] = sample;
    }

    /// <summary>A figure that is no rate, such as megabytes.</summary>
    public void Add(string name, int round, double figure) => Add(name, round, new Sample(figure, default, default, default));

    public bool Has(string name) => _samples.ContainsKey(name);

    public Spread Rate(string name) => Spread.Of(_samples[name].Values.Select(sample => sample.PerSecond));

    /// <summary>In milliseconds, each the median over the rounds.</summary>
    public double P99(string name) => Spread.Of(_samples[name].Values.Select(sample => sample.P99.TotalMilliseconds)).Median;

    /// <summary>The longest of all rounds, in milliseconds.</summary>
    public double Longest(string name) => _samples[name].Values.Max(sample => sample.Max.TotalMilliseconds);

    /// <summary>The median of the rounds' ratios; null if one of the two was not measured.</summary>
    public double? Ratio(string name, string other)
    {
        if (!_samples.TryGetValue(name, out var own) || !_samples.TryGetValue(other, out var others)) return null;
        var inBoth = own.Keys.Where(others.ContainsKey);
        return Spread.Of(inBoth.Select(round => own[round].PerSecond / others[round].PerSecond)).Median;
    }
}

/// <summary>Some seconds of load, which are repeated in rounds.</summary>
internal sealed record Drive(string Name, Func<int, CancellationToken, Task<Sample>> RunAsync)
{
    /// <summary>In turns, so that changes in the speed of the machine affect all alike. Round 0 warms up and is not counted.</summary>
    public static async Task RoundsAsync(
        MeasureOptions options, IReadOnlyList<Drive> drives, Figures figures, string what, CancellationToken cancellation)
    {
        for (var round = 0; round <= options.Rounds; round++)
        {
            Console.Error.WriteLine(round == 0 ? $"{what}: warming up ..." : $"{what}: round {round} of {options.Rounds} ...");
            foreach (var drive in drives)
            {
                var sample = await drive.RunAsync(round == 0 ? options.WarmUpSeconds : options.Seconds, cancellation);
                Console.Error.WriteLine(
                    $"  {drive.Name,-32} {sample.PerSecond,10:N0} /s, p99 {sample.P99.TotalMilliseconds:N1} ms, "
                    + $"max {sample.Max.TotalMilliseconds:N1} ms");
                if (round > 0) figures.Add(drive.Name, round, sample);
            }
        }
    }
}
