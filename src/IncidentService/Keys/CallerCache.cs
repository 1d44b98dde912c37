using System.Collections.Concurrent;
using IncidentService.Common;
using IncidentService.Sessions.Lifetime;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys;

/// <summary>
/// Finds the caller who owns a key or a session. What was read of it is used for some seconds, so that requests do not wait for it to be
/// read: what is revoked here stops at once, and on other replicas within five seconds. What is in use is read again in the background.
/// </summary>
internal sealed partial class CallerCache(Store store, SessionSettings sessions, TimeProvider clock, ILogger<CallerCache> logger)
{
    private const int Most = 10_000;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(4);
    private readonly ConcurrentDictionary<Credential, Known> callers = new();
    private int revocations;

    /// <summary>The hash of a secret, in base64. A key is no session, and a session no key.</summary>
    private readonly record struct Credential(string Hash, bool IsSession);

    /// <summary>A caller as its key was read at that time.</summary>
    private sealed class Known(Caller caller, long readAt)
    {
        private int readAgain;

        public Caller Caller => caller;
        public long ReadAt => readAt;

        /// <summary>True for the first one who asks.</summary>
        public bool TakeTurnToReadAgain() => Interlocked.Exchange(ref readAgain, 1) == 0;
    }

    /// <summary>The caller with this key; null if the key is unknown, expired or revoked.</summary>
    public ValueTask<Caller?> Find(string secret) => Find(secret, isSession: false);

    /// <summary>The caller with this session; null if the session is unknown or has ended, or its key no longer works.</summary>
    public ValueTask<Caller?> FindSession(string secret) => Find(secret, isSession: true);

    /// <summary>Forgets all callers, after a key was revoked.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref revocations);
        callers.Clear();
    }

    /// <summary>Forgets a session that has ended.</summary>
    public void ForgetSession(string secret)
    {
        Interlocked.Increment(ref revocations);
        if (KeySecret.Hash(secret) is { } hash) callers.TryRemove(new Credential(Convert.ToBase64String(hash), IsSession: true), out _);
    }

    private async ValueTask<Caller?> Find(string secret, bool isSession)
    {
        if (KeySecret.Hash(secret) is not { } hash) return null;
        var credential = new Credential(Convert.ToBase64String(hash), isSession);
        if (callers.TryGetValue(credential, out var known) && clock.GetElapsedTime(known.ReadAt) is var age && age < UsedFor)
        {
            if (age >= ReadAgainAfter && known.TakeTurnToReadAgain()) _ = ReadInBackground(credential, hash);
            if (IsValid(known.Caller)) return known.Caller; // otherwise it may have been prolonged since
        }
        return await Read(credential, hash);
    }

    private bool IsValid(Caller caller) => caller.IsValid(Instant.Now(clock), sessions.Idle);

    private async Task<Caller?> Read(Credential credential, byte[] hash)
    {
        var (before, readAt) = (Volatile.Read(ref revocations), clock.GetTimestamp());
        if (await store.Read(session => ReadCaller(session, credential, hash)) is not { } caller || !IsValid(caller))
        {
            callers.TryRemove(credential, out _);
            return null;
        }
        if (callers.Count >= Most) callers.Clear();
        callers[credential] = new Known(caller, readAt);
        if (Volatile.Read(ref revocations) != before) callers.TryRemove(credential, out _); // it may have been read before it was revoked
        return caller;
    }

    private static async Task<Caller?> ReadCaller(Session register, Credential credential, byte[] hash)
    {
        if (!credential.IsSession) return await register.FindKey(hash) is { } key ? new Caller(key) : null;
        return await register.FindSession(hash) is { } session && await register.FindKey(session.KeyId) is { } its
            ? new Caller(its, session)
            : null;
    }

    private async Task ReadInBackground(Credential credential, byte[] hash)
    {
        try
        {
            await Read(credential, hash);
        }
        catch (Exception exception) // the next request that needs the key reads it again and reports the failure
        {
            LogNotRead(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A key could not be read again: {Reason}")]
    private partial void LogNotRead(string reason);
}
