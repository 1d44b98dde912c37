using System.Diagnostics;

namespace IncidentService.Tests.Infrastructure;

/// <summary>Waits on a condition, for half a minute at most.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task True(Func<bool> condition, string what) => True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "Waited in vain: " + what);
            await Task.Delay(1);
        }
    }
}
