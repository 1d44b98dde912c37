using System.Collections.Concurrent;

namespace IncidentService.Hosting;

/// <summary>
/// How often a key may miss: lookups that find nothing or only by mending, and numbers that nobody was issued. Once the guesses are used up
/// every lookup of the key has to wait, also those that would hit, or else hits would still show. Guesses come back evenly over a minute.
/// </summary>
internal sealed class GuessLimiter(IConfiguration configuration, TimeProvider clock)
{
    private readonly int perMinute = configuration.GetValue("Limits:MissesPerMinute", 600);

    /// <summary>Only keys that have missed have one.</summary>
    private readonly ConcurrentDictionary<long, Bucket> buckets = new();

    private sealed class Bucket
    {
        public double Left { get; set; }
        public DateTimeOffset At { get; set; }
    }

    /// <summary>Null while the key has guesses left.</summary>
    public Problem? Check(long keyId)
    {
        var left = buckets.TryGetValue(keyId, out var bucket) ? Take(bucket, 0) : perMinute;
        return left >= 1 || perMinute <= 0 ? null : Problem.Of(Problems.TooManyGuesses) with { RetryAfter = (int)Math.Ceiling((1 - left) * 60 / perMinute) };
    }

    public void Count(long keyId)
    {
        if (perMinute > 0) Take(buckets.GetOrAdd(keyId, _ => new Bucket { Left = perMinute, At = clock.GetUtcNow() }), 1);
    }

    private double Take(Bucket bucket, int guesses)
    {
        lock (bucket)
        {
            var now = clock.GetUtcNow();
            var back = Math.Max(0, (now - bucket.At).TotalMinutes) * perMinute;
            bucket.At = now;
            return bucket.Left = Math.Max(0, Math.Min(perMinute, bucket.Left + back) - guesses);
        }
    }
}
