using IncidentService.Common;
using IncidentService.Keys;

namespace IncidentService.Sessions;

/// <summary>A person signed in at the desk: a session acts as one key and names one agent.</summary>
internal sealed class BrowserSession
{
    /// <summary>The last use is written once it is this old, so that few requests write.</summary>
    public static readonly TimeSpan RenewedAfter = TimeSpan.FromMinutes(1);

    private int renewing;

    public long Id { get; init; }
    public byte[] Hash { get; init; } = [];
    public long KeyId { get; init; }
    public required string Agent { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant UsedAt { get; init; }
    public Instant ExpiresAt { get; init; }

    /// <summary>What a person may do who signed in with a token; null if the session may do what its key may.</summary>
    public string? Channels { get; init; }
    public string? Teams { get; init; }
    public string? Locations { get; init; }
    public string? Scopes { get; init; }

    /// <summary>What the person may do; null if that is what the key may.</summary>
    public Permissions? Permissions => Scopes is null ? null : Permissions.Parse(Channels!, Teams!, Locations!, Scopes);

    /// <summary>The stored time of the last use may be a minute too early; a session ends at most that much later.</summary>
    public bool IsValid(Instant now, TimeSpan idle) => now < ExpiresAt && now < UsedAt.Plus(idle + RenewedAfter);

    /// <summary>True for the first who asks, if the last use has to be written.</summary>
    public bool TakeTurnToRenew(Instant now) => now >= UsedAt.Plus(RenewedAfter) && Interlocked.Exchange(ref renewing, 1) == 0;
}
