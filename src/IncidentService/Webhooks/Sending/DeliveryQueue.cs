using System.Collections.Concurrent;
using IncidentService.Webhooks.Deliveries;

namespace IncidentService.Webhooks.Sending;

/// <summary>
/// Deliveries that were taken to be sent, of which some run at once. As soon as one delivers nothing, those that have not begun are
/// dropped: they end without an attempt.
/// </summary>
internal sealed class DeliveryQueue(int most)
{
    private readonly ConcurrentQueue<Queued> queue = new();
    private int running;
    private int failures;

    private sealed record Queued(Func<Task<DeliveryAttempt?>> Send, int Failures, TaskCompletionSource<DeliveryAttempt?> Ended);

    /// <summary>How many deliveries have failed. Whoever adds to the queue reads it before the results of those that have ended.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>
    /// Ends with the attempt, or with null if none was made: another one has delivered nothing since this number of failures was read.
    /// </summary>
    public Task<DeliveryAttempt?> Add(int failuresSeen, Func<Task<DeliveryAttempt?>> send)
    {
        var added = new Queued(send, failuresSeen, new(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Enqueue(added);
        return added.Ended.Task;
    }

    public void Start()
    {
        while (!queue.IsEmpty && TryBegin()) _ = SendAll();
    }

    /// <summary>Drops what has not begun.</summary>
    public void Drop()
    {
        while (queue.TryDequeue(out var dropped)) dropped.Ended.SetResult(null);
    }

    private bool TryBegin()
    {
        if (Interlocked.Increment(ref running) <= most) return true;
        Interlocked.Decrement(ref running);
        return false;
    }

    private async Task SendAll()
    {
        while (queue.TryDequeue(out var next))
        {
            try
            {
                if (next.Failures != Failures)
                {
                    next.Ended.SetResult(null);
                    continue;
                }
                var attempt = await next.Send();
                next.Ended.SetResult(attempt); // before it counts: who has seen the number has seen the result
                if (attempt is { Result.Verdict: DeliveryVerdict.Delivered }) continue;
                if (attempt is not null) Interlocked.Increment(ref failures);
                Drop();
            }
            catch (OperationCanceledException)
            {
                next.Ended.SetCanceled();
            }
        }
        Interlocked.Decrement(ref running);
        Start(); // for what was added before this ended, and found no room
    }
}
