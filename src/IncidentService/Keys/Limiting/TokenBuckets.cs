using System.Collections.Concurrent;

namespace IncidentService.Keys.Limiting;

/// <summary>
/// A token bucket per user of a limit. It refills evenly within so many minutes, timed by the injected clock. Users may have limits of
/// their own, so each call says how many tokens a full bucket of its user holds.
/// </summary>
internal sealed class TokenBuckets<TUser>(TimeProvider clock, int minutes = 1)
    where TUser : notnull
{
    public const int SecondsInMinute = 60;
    private const int Most = 100_000;

    /// <summary>Only users that have used tokens have a bucket.</summary>
    private readonly ConcurrentDictionary<TUser, Bucket> buckets = new();

    private sealed class Bucket
    {
        public int Tokens { get; set; }
        public double Left { get; set; }
        public DateTimeOffset At { get; set; }
    }

    /// <summary>The tokens left; null if the user has used none.</summary>
    public double? Find(TUser user, int tokens) => buckets.TryGetValue(user, out var bucket) ? Take(bucket, tokens, 0) : null;

    /// <summary>
    /// Takes tokens and returns what is left. Concurrent requests may take more than are left; the bucket then goes below zero, and the
    /// user waits until it is refilled.
    /// </summary>
    public double Take(TUser user, int tokens, int count)
    {
        if (buckets.Count >= Most) RemoveFull();
        return Take(buckets.GetOrAdd(user, _ => new Bucket { Left = tokens, At = clock.GetUtcNow() }), tokens, count);
    }

    /// <summary>The seconds until there is a token again.</summary>
    public int WaitSeconds(double left, int tokens) => (int)Math.Ceiling((1 - left) * minutes * SecondsInMinute / tokens);

    private double Take(Bucket bucket, int tokens, int count)
    {
        lock (bucket)
        {
            var now = clock.GetUtcNow();
            var back = Math.Max(0, (now - bucket.At).TotalMinutes) * tokens / minutes;
            (bucket.Tokens, bucket.At) = (tokens, now);
            return bucket.Left = Math.Min(tokens, bucket.Left + back) - count;
        }
    }

    private void RemoveFull()
    {
        foreach (var (user, bucket) in buckets)
        {
            if (Take(bucket, bucket.Tokens, 0) >= bucket.Tokens) buckets.TryRemove(user, out _);
        }
        if (buckets.Count >= Most) buckets.Clear();
    }
}
