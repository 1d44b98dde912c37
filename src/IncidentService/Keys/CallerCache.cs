using System.Collections.Concurrent;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys;

/// <summary>
/// Finds the caller who owns a key. What was read of a key is used for some seconds, so that requests do not wait for it to be read: a key
/// that is revoked here stops at once, and on other replicas within five seconds. A key in use is read again in the background.
/// </summary>
internal sealed partial class CallerCache(Store store, TimeProvider clock, ILogger<CallerCache> logger)
{
    private const int Most = 10_000;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(4);
    private readonly ConcurrentDictionary<string, Known> callers = new(StringComparer.Ordinal);
    private int revocations;

    /// <summary>A caller as its key was read at that time.</summary>
    private sealed class Known(Caller caller, long readAt)
    {
        private int readAgain;

        public Caller Caller => caller;
        public long ReadAt => readAt;

        /// <summary>True for the first one who asks.</summary>
        public bool TakeTurnToReadAgain() => Interlocked.Exchange(ref readAgain, 1) == 0;
    }

    /// <summary>The caller with this secret; null if the key is unknown, expired or revoked.</summary>
    public async ValueTask<Caller?> Find(string secret)
    {
        if (KeySecret.Hash(secret) is not { } hash) return null;
        var name = Convert.ToBase64String(hash);
        if (callers.TryGetValue(name, out var known) && clock.GetElapsedTime(known.ReadAt) is var age && age < UsedFor)
        {
            if (age >= ReadAgainAfter && known.TakeTurnToReadAgain()) _ = ReadInBackground(name, hash);
            return known.Caller.Key.IsValid(Instant.Now(clock)) ? known.Caller : null;
        }
        return await Read(name, hash);
    }

    /// <summary>Forgets all callers, after a key was revoked.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref revocations);
        callers.Clear();
    }

    private async Task<Caller?> Read(string name, byte[] hash)
    {
        var (before, readAt) = (Volatile.Read(ref revocations), clock.GetTimestamp());
        if (await store.Read(session => session.FindKey(hash)) is not { } key || !key.IsValid(Instant.Now(clock)))
        {
            callers.TryRemove(name, out _);
            return null;
        }
        var caller = new Caller(key);
        if (callers.Count >= Most) callers.Clear();
        callers[name] = new Known(caller, readAt);
        if (Volatile.Read(ref revocations) != before) callers.TryRemove(name, out _); // it may have been read before it was revoked
        return caller;
    }

    private async Task ReadInBackground(string name, byte[] hash)
    {
        try
        {
            await Read(name, hash);
        }
        catch (Exception exception) // the next request that needs the key reads it again and reports the failure
        {
            LogNotRead(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A key could not be read again: {Reason}")]
    private partial void LogNotRead(string reason);
}
