using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>The processor time that work takes, which other load on the machine does not affect.</summary>
internal static class ProcessorTime
{
    private const int Rounds = 5;

    /// <summary>The least of five rounds, since a round may include a collection of garbage or a compilation.</summary>
    public static TimeSpan Measure(Action work) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        var start = OfThisThread();
        work();
        return OfThisThread() - start;
    });

    private static TimeSpan OfThisThread()
    {
        const string Linux = "/proc/thread-self/schedstat";
        return File.Exists(Linux)
            ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Linux).Split(' ')[0]) / 1_000)
            : Stopwatch.GetElapsedTime(0);
    }
}
