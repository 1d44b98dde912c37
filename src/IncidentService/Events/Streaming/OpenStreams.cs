using IncidentService.Common;
using IncidentService.Keys;
using IncidentService.Sessions.Lifetime;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Events.Streaming;

/// <summary>
/// Which streams may open, and which may go on. The number of a key's open streams in this replica is limited, because each stream holds a
/// connection. Zero means no limit.
/// </summary>
internal sealed class OpenStreams(IConfiguration configuration, IHostApplicationLifetime lifetime, SessionSettings sessions)
{
    private readonly int most = configuration.GetValue("Limits:StreamsPerKey", 10);
    private readonly Lock gate = new();
    private readonly Dictionary<long, int> open = [];

    /// <summary>Cancelled when the service stops: every stream ends then.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>False if the key has the maximum number of streams open.</summary>
    public bool TryOpen(long keyId)
    {
        lock (gate)
        {
            var count = open.GetValueOrDefault(keyId);
            if (most > 0 && count >= most) return false;
            open[keyId] = count + 1;
            return true;
        }
    }

    /// <summary>False after the key was revoked or has expired, or the session has ended.</summary>
    public async Task<bool> MayGoOn(Session register, Caller caller, Instant now)
    {
        if (await register.FindKey(caller.Key.Id) is not { } key || !key.IsValid(now)) return false;
        return caller.Session is null
            || (await register.FindSession(caller.Session.Hash) is { } session && session.IsValid(now, sessions.Idle));
    }

    public void Close(long keyId)
    {
        lock (gate)
        {
            if (--open[keyId] == 0) open.Remove(keyId);
        }
    }
}
