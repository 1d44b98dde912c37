using System.Collections.Concurrent;

namespace IncidentService.Cluster;

/// <summary>
/// Workers that open, refer and redeem as desks and tills do, until a file appears. Whoever does not know what became of an attempt repeats
/// it at the other replica, and now and then somebody repeats what is long done.
/// </summary>
internal sealed class Load(string step, Caller caller, History history, IReadOnlyList<Uri> replicas)
{
    private const int Workers = 8;
    private const int RememberedOpenings = 12; // few, so that tills race for the same approvals
    private const int RememberedIntents = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan LongestHealing = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> openings = new();
    private readonly ConcurrentQueue<Intent> done = new();
    private int last;

    public Task RunUntil(string path) => Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Work(worker, path)));

    /// <summary>Repeats every intent whose fate nobody knows, until it is known. Returns those that stayed unknown.</summary>
    public async Task<IReadOnlyList<Intent>> Heal()
    {
        var unknown = history.All
            .GroupBy(attempt => attempt.Intent)
            .Where(attempts => attempts.All(attempt => attempt.Fate == Fate.Info))
            .Select(attempts => attempts.Key)
            .ToList();
        var left = new ConcurrentBag<Intent>();
        await Parallel.ForEachAsync(unknown, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (intent, cancellation) =>
        {
            var until = TimeProvider.System.GetUtcNow() + LongestHealing;
            while (await Try(intent, 0) == Fate.Info)
            {
                if (TimeProvider.System.GetUtcNow() > until)
                {
                    left.Add(intent);
                    return;
                }
                await Task.Delay(Pace, cancellation);
            }
        });
        return [.. left];
    }

    private async Task Work(int worker, string until)
    {
        var random = new Random(worker);
        Intent? again = null;
        for (var turn = worker; !File.Exists(until); turn++)
        {
            var intent = again ?? Draw(random);
            again = await Try(intent, turn) == Fate.Info ? intent : null;
            await Task.Delay(Pace);
        }
    }

    private async Task<Fate> Try(Intent intent, int turn)
    {
        var attempt = await caller.Try(intent, replicas[turn % replicas.Count]);
        history.Add(attempt);
        if (attempt.Fate == Fate.Info) return Fate.Info;
        Remember(done, intent, RememberedIntents);
        if (attempt.Fate == Fate.Ok && intent.Kind == Kind.Open) Remember(openings, attempt.Result!, RememberedOpenings);
        return attempt.Fate;
    }

    private Intent Draw(Random random)
    {
        var draw = random.Next(100);
        if (draw < 10 && done.ElementAtOrDefault(random.Next(RememberedIntents)) is { } former) return former;
        var id = $"{step}-{Interlocked.Increment(ref last)}";
        if (draw < 40) return new Intent(Kind.Open, id);
        // one value for about eight references, so that workers race for it
        if (draw < 65) return new Intent(Kind.Reference, $"{step}-r{last / 32}");
        return openings.ElementAtOrDefault(random.Next(RememberedOpenings)) is { } number
            ? new Intent(Kind.Redeem, id, number)
            : new Intent(Kind.Open, id);
    }

    private static void Remember<T>(ConcurrentQueue<T> queue, T item, int most)
    {
        queue.Enqueue(item);
        while (queue.Count > most) queue.TryDequeue(out _);
    }
}
