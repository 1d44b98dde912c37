using System.Collections.Concurrent;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;

namespace IncidentService.Changes;

/// <summary>
/// The requests that this replica is working on and of which only one can succeed: those with the same Idempotency-Key, and those that
/// create the same thing. Another one waits for the first. When the first has succeeded, all that wait go on at once and find what it made;
/// when it has not, the next one takes its place.
/// </summary>
internal sealed class InFlightRequests(TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Task<bool>> running = new(StringComparer.Ordinal);

    /// <summary>A request that waits too long for one with the same Idempotency-Key is refused.</summary>
    public Task<TReply> Run<TReply>(
        CommandKey command, Func<Task<TReply>> run, Func<Task<TReply>> runAgain, CancellationToken cancellation)
        where TReply : IReply<TReply> =>
        Run($"{command.KeyId} {command.Key}", new Turns<TReply>(_ => run(), runAgain, Refuse<TReply>), cancellation);

    /// <summary>
    /// Runs a request that may create these things. It is told whether it has waited for another one, which may have created them. The
    /// database refuses a second one of each anyway, so a request that waits too long is run. All requests wait in the same order.
    /// </summary>
    public Task<TReply> Run<TReply>(IEnumerable<string> created, Func<bool, Task<TReply>> run, CancellationToken cancellation)
        where TReply : IReply<TReply>
    {
        foreach (var thing in created.Distinct().OrderDescending(StringComparer.Ordinal))
        {
            var inner = run;
            run = hasWaited => Run(
                thing, new Turns<TReply>(waited => inner(waited || hasWaited), () => inner(true), () => inner(true)), cancellation);
        }
        return run(false);
    }

    private static Task<TReply> Refuse<TReply>()
        where TReply : IReply<TReply> =>
        Task.FromResult(TReply.From(Problem.From(Problems.Conflict) with { RetryAfter = (int)Patience.TotalSeconds }));

    private async Task<TReply> Run<TReply>(string key, Turns<TReply> turns, CancellationToken cancellation)
        where TReply : IReply<TReply>
    {
        var started = clock.GetTimestamp();
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasWaited = false;
        while (running.GetOrAdd(key, mine.Task) is var first && first != mine.Task)
        {
            hasWaited = true;
            if (await Wait(first, started, cancellation) is not { } hasSucceeded) return await turns.AfterPatience();
            if (hasSucceeded) return await turns.AfterSuccess();
        }
        var succeeded = false;
        try
        {
            var reply = await turns.First(hasWaited);
            succeeded = reply.Untyped.IsSuccess;
            return reply;
        }
        finally
        {
            running.TryRemove(key, out _);
            mine.SetResult(succeeded);
        }
    }

    /// <summary>Whether the other request has succeeded; null if it has not ended in time.</summary>
    private async Task<bool?> Wait(Task<bool> other, long started, CancellationToken cancellation)
    {
        var left = Patience - clock.GetElapsedTime(started);
        try
        {
            return await other.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// What a request does as the first one, or in its place; after one that has succeeded; and when it has waited too long.
    /// </summary>
    private sealed record Turns<TReply>(Func<bool, Task<TReply>> First, Func<Task<TReply>> AfterSuccess, Func<Task<TReply>> AfterPatience);
}
