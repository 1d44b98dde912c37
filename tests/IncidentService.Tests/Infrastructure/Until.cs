using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Waits on a condition, for half a minute at most.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task True(Func<bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "Waited in vain: " + what);
            await Task.Delay(1);
        }
    }
}
