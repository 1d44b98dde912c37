using System.Collections.Concurrent;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;

namespace IncidentService.Changes;

/// <summary>
/// The requests with an Idempotency-Key that this replica is working on. Another one with the same key waits for the first. When the first
/// has succeeded, all that wait go on at once and find its stored reply; when it has not, the next one takes its place.
/// </summary>
internal sealed class InFlightRequests(TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(long KeyId, string Key), Task<bool>> running = new();

    public async Task<TReply> Run<TReply>(
        CommandKey command, Func<Task<TReply>> run, Func<Task<TReply>> runAgain, CancellationToken cancellation)
        where TReply : IReply<TReply>
    {
        var started = clock.GetTimestamp();
        var mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (running.GetOrAdd((command.KeyId, command.Key), mine.Task) is var first && first != mine.Task)
        {
            try
            {
                var left = Patience - clock.GetElapsedTime(started);
                if (await first.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellation)) return await runAgain();
            }
            catch (TimeoutException)
            {
                return TReply.From(Problem.From(Problems.Conflict) with { RetryAfter = (int)Patience.TotalSeconds });
            }
        }
        var succeeded = false;
        try
        {
            var reply = await run();
            succeeded = reply.Untyped.IsSuccess;
            return reply;
        }
        finally
        {
            running.TryRemove((command.KeyId, command.Key), out _);
            mine.SetResult(succeeded);
        }
    }
}
