using System.Collections.Concurrent;
using IncidentService.Common;
using IncidentService.Storage;

namespace IncidentService.Http;

/// <summary>
/// The requests with an Idempotency-Key that this process is handling: a second request with the same key waits for the first and replays
/// its reply.
/// </summary>
internal sealed class InFlightRequests(TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<(long KeyId, string Key), Task> running = new();

    public async Task<HttpReply> Run(CommandKey command, Func<Task<HttpReply>> run, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (running.GetOrAdd((command.KeyId, command.Key), mine.Task) is var first && first != mine.Task)
        {
            try
            {
                var left = Patience - clock.GetElapsedTime(started);
                await first.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, cancellation);
            }
            catch (TimeoutException)
            {
                return Problem.From(Problems.Conflict) with { RetryAfter = (int)Patience.TotalSeconds };
            }
        }
        try
        {
            return await run();
        }
        finally
        {
            running.TryRemove((command.KeyId, command.Key), out _);
            mine.SetResult();
        }
    }
}
