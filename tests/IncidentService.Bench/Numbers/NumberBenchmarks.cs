namespace IncidentService.Bench.Numbers;

internal static class NumberBenchmarks
{
    public static int Run(string[] args) => throw new NotSupportedException("The number benchmarks are not part of this build.");
}
