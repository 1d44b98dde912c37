using System.Collections.Concurrent;
using IncidentService.Common;
using IncidentService.Keys.Limiting;
using IncidentService.Keys.Tokens;
using IncidentService.Sessions.Lifetime;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys;

/// <summary>
/// Finds the caller who owns a key or a session. Entries are used for some seconds, so that requests do not wait for a
/// query. A revocation takes effect at once here, and on other replicas within five seconds. Used entries are refreshed in the background.
/// </summary>
internal sealed partial class CallerCache(
    Store store, SessionSettings sessions, IEnumerable<TokenSettings> tokens, TimeProvider clock, ILogger<CallerCache> logger)
{
    private const int Most = 10_000;
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan UsedFor = TimeSpan.FromSeconds(4);
    private readonly GrantLimits? grantsOfPeople = tokens.SingleOrDefault()?.Grants;
    private readonly ConcurrentDictionary<Credential, Known> callers = new();
    private int revocations;

    private enum Kind { Key, Session, Person }

    /// <summary>The hash of a secret or an identity, in base64. A key is no session, and a session no key.</summary>
    private readonly record struct Credential(string Hash, Kind Kind);

    /// <summary>A caller as its key was read at that time, after so many revocations.</summary>
    private sealed class Known(Caller caller, long readAt, int revocations)
    {
        private int readAgain;

        public Caller Caller => caller;
        public long ReadAt => readAt;
        public int Revocations => revocations;

        /// <summary>True for the first caller only.</summary>
        public bool TakeTurnToReadAgain() => Interlocked.Exchange(ref readAgain, 1) == 0;
    }

    /// <summary>The caller with this key; null if the key is unknown, expired or revoked.</summary>
    public ValueTask<Caller?> Find(string secret) => Find(KeySecret.Hash(secret), Kind.Key);

    /// <summary>The caller with this session; null if the session is unknown or has ended, or its key no longer works.</summary>
    public ValueTask<Caller?> FindSession(string secret) => Find(KeySecret.Hash(secret), Kind.Session);

    /// <summary>The stored identity of a person; null if there is none or the person was locked out.</summary>
    public async ValueTask<ApiKey?> FindPerson(byte[] hash) => (await Find(hash, Kind.Person))?.Key;

    /// <summary>True for a key that was valid when it was last read.</summary>
    public bool IsKnown(string secret) =>
        KeySecret.Hash(secret) is { } hash && callers.ContainsKey(new Credential(Convert.ToBase64String(hash), Kind.Key));

    /// <summary>Has all callers read again, after a key was revoked or replaced, or a session has ended.</summary>
    public void Clear() => Interlocked.Increment(ref revocations);

    private async ValueTask<Caller?> Find(byte[]? hash, Kind kind)
    {
        if (hash is null) return null;
        var credential = new Credential(Convert.ToBase64String(hash), kind);
        if (callers.TryGetValue(credential, out var known) && known.Revocations == Volatile.Read(ref revocations)
            && clock.GetElapsedTime(known.ReadAt) is var age && age < UsedFor)
        {
            if (age >= ReadAgainAfter && known.TakeTurnToReadAgain()) _ = ReadInBackground(credential, hash);
            if (IsValid(known.Caller)) return known.Caller; // otherwise it may have been prolonged since
        }
        return await Query(credential, hash);
    }

    private bool IsValid(Caller caller) => caller.IsValid(Instant.Now(clock), sessions.Idle);

    private async Task<Caller?> Query(Credential credential, byte[] hash)
    {
        var (before, readAt) = (Volatile.Read(ref revocations), clock.GetTimestamp());
        if (await store.Read(session => ReadCaller(session, credential, hash)) is not { } caller || !IsValid(caller))
        {
            callers.TryRemove(credential, out _);
            return null;
        }
        if (callers.Count >= Most) callers.Clear();
        callers[credential] = new Known(caller, readAt, before); // it may have been read before a revocation: then it is read again
        return caller;
    }

    private async Task<Caller?> ReadCaller(Session register, Credential credential, byte[] hash)
    {
        if (credential.Kind != Kind.Session)
        {
            if (await register.FindKey(hash) is not { } key) return null;
            return new Caller(Limit(key.Hash.AsSpan().SequenceEqual(hash) ? key : key.AsFormer()));
        }
        return await register.FindSession(hash) is { } session && await register.FindKey(session.KeyId) is { } its
            ? new Caller(Limit(its), session)
            : null;
    }

    /// <summary>What people may grant is configured for all of them.</summary>
    private ApiKey Limit(ApiKey key) => key.Kind == KeyKinds.Person && grantsOfPeople is { } limits
        ? key with { GrantMaximum = limits.PerGrant, DayMaximum = limits.PerDay, GrantCurrency = limits.Currency }
        : key;

    private async Task ReadInBackground(Credential credential, byte[] hash)
    {
        try
        {
            await Query(credential, hash);
        }
        catch (Exception exception) // the next request that needs the key reads it again and reports the failure
        {
            LogNotRead(exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A key could not be read again: {Reason}")]
    private partial void LogNotRead(string reason);
}
