using System.Diagnostics;

namespace IncidentService.Storage;

/// <summary>
/// Answers callers that ask at the same time by one statement, where a query is a round trip: most of the work is to send it, to begin it
/// and to wake those who wait, on both sides. A caller waits for statements that were sent before, never for other callers to come.
/// </summary>
internal sealed class CombinedReader<TRow>(Store store, CombinedRead<TRow> query)
    where TRow : class
{
    /// <summary>More of them would each find fewer callers.</summary>
    private const int MostStatements = 2;

    /// <summary>With few, the last of many callers would wait for several statements that fail, each after its retries.</summary>
    private const int MostKeys = 500;

    private readonly Lock gate = new();
    private readonly Queue<Caller> waiting = new();
    private int onTheirWay;

    private sealed class Caller(long[] key) : TaskCompletionSource<TRow?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long[] Key => key;
        public Activity? Activity { get; } = Activity.Current;
    }

    public Task<TRow?> Find(long[] key)
    {
        var caller = new Caller(key);
        lock (gate)
        {
            waiting.Enqueue(caller);
            if (onTheirWay == MostStatements) return caller.Task;
            onTheirWay++;
        }
        _ = AnswerFirst();
        return caller.Task;
    }

    /// <summary>Sends the first statement at once, and those behind it outside of the first caller's request, which then ends.</summary>
    private async Task AnswerFirst()
    {
        if (TakeCallers() is not { Length: > 0 } callers) return;
        await Answer(callers);
        ThreadPool.UnsafeQueueUserWorkItem(static reader => _ = reader.AnswerAll(), this, preferLocal: false);
    }

    /// <summary>Runs statements as long as somebody waits.</summary>
    private async Task AnswerAll()
    {
        while (TakeCallers() is { Length: > 0 } callers) await Answer(callers);
    }

    private Caller[] TakeCallers()
    {
        lock (gate)
        {
            var callers = new Caller[Math.Min(waiting.Count, MostKeys)];
            for (var place = 0; place < callers.Length; place++) callers[place] = waiting.Dequeue();
            if (callers.Length == 0) onTheirWay--;
            return callers;
        }
    }

    /// <summary>
    /// The statement belongs to the trace of the caller that has waited longest. If it fails by the fault of one row, each is asked alone.
    /// </summary>
    private async Task Answer(Caller[] callers)
    {
        Activity.Current = callers[0].Activity;
        try
        {
            var rows = await store.Read(session => FindAll(session, callers));
            for (var place = 0; place < callers.Length; place++) callers[place].SetResult(rows[place]);
        }
        catch (StoreFailedException exception) when (!exception.IsOutage && callers.Length > 1)
        {
            foreach (var caller in callers) await Answer([caller]);
        }
        catch (Exception exception)
        {
            foreach (var caller in callers) caller.TrySetException(exception);
        }
    }

    private async Task<TRow?[]> FindAll(Session session, Caller[] callers) => callers.Length == 1
        ? [await query.Find(session, callers[0].Key)]
        : await query.FindAll(session, [.. callers.Select(caller => caller.Key)]);
}
