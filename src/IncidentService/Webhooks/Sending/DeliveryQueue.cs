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

    private sealed record Queued(Func<Task<DeliveryAttempt?>> Send, TaskCompletionSource<DeliveryAttempt?> Ended);

    /// <summary>Ends with the attempt, or with null if none was made.</summary>
    public Task<DeliveryAttempt?> Add(Func<Task<DeliveryAttempt?>> send)
    {
        var added = new Queued(send, new(TaskCreationOptions.RunContinuationsAsynchronously));
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
                var attempt = await next.Send();
                if (attempt is not { Result.Verdict: DeliveryVerdict.Delivered }) Drop();
                next.Ended.SetResult(attempt);
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
