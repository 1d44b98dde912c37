namespace IncidentService.Bench.Load;

internal sealed record LoadOptions(int Seconds, int Connections, int Rounds, int Register, IReadOnlyList<Measure> Measures)
{
    private const int LeastWarmUpSeconds = 5;

    /// <summary>Long enough for the JIT compiler to optimise hot code, even with short rounds.</summary>
    public int WarmUpSeconds => Math.Max(Seconds, LeastWarmUpSeconds);

    public static LoadOptions From(Arguments arguments)
    {
        var options = new LoadOptions(
            arguments.Number("--seconds", otherwise: 5, from: 1, to: 600),
            arguments.Number("--connections", otherwise: 16, from: Wrk.Threads, to: 1_000),
            arguments.Number("--rounds", otherwise: 3, from: 1, to: 50),
            arguments.Number("--register", otherwise: 20_000, from: 200, to: 9_999_999),
            Measure.Choose(arguments.Option("--only")));
        arguments.RefuseRest();
        return options;
    }
}
