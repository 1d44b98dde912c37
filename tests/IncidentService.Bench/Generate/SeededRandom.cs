namespace IncidentService.Bench.Generate;

/// <summary>Random values from a seed, so that every register is the same.</summary>
internal sealed class SeededRandom(int seed)
{
    private readonly Random _random = new(seed);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public int Below(int most) => _random.Next(most);

    public long Digits(long from, long to) => _random.NextInt64(from, to + 1);

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>One of the choices, as often as its weight says.</summary>
    public T Of<T>(IReadOnlyList<(T Choice, int Weight)> choices)
    {
        var all = 0;
        foreach (var (_, weight) in choices) all += weight;
        var at = _random.Next(all);
        foreach (var (choice, weight) in choices)
        {
            if (at < weight) return choice;
            at -= weight;
        }
        throw new InvalidOperationException("Weights must be above 0.");
    }

    /// <summary>Log-normal, as times people take are: half of them below the median, a long tail above.</summary>
    public TimeSpan Around(TimeSpan median, double spread) => median * Math.Exp(spread * Normal());

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
