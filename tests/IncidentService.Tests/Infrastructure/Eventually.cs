using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Waits on a condition, for half a minute at most.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static Task IsTrue(Func<bool> condition, string what) => IsTrue(() => Task.FromResult(condition()), what);

    public static async Task IsTrue(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Timeout, "Waited in vain: " + what);
            await Task.Delay(1);
        }
    }
}
