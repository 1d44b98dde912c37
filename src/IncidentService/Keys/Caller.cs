using System.Security.Claims;
using IncidentService.Common;
using IncidentService.Keys.Limiting;
using IncidentService.Sessions;

namespace IncidentService.Keys;

internal static class Scopes
{
    public const string Status = "status";
    public const string Read = "read";
    public const string Write = "write";
    public const string Approve = "approve";
    public const string Redeem = "redeem";
    public const string Report = "report";
    public const string Admin = "admin";
    public static readonly IReadOnlyList<string> All = [Status, Read, Write, Approve, Redeem, Report, Admin];
}

/// <summary>An API key as stored, with its permissions and places. Only the hash of the key is stored.</summary>
internal sealed class ApiKey
{
    /// <summary>Stands for any team or location.</summary>
    public const string Any = "*";

    public long Id { get; init; }
    public required string Name { get; init; }
    public byte[] Hash { get; init; } = [];
    public required string Channels { get; init; }
    public required string Teams { get; init; }
    public required string Locations { get; init; }
    public required string Scopes { get; init; }
    public Instant CreatedAt { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Instant? RevokedAt { get; init; }
    public long? GrantMaximum { get; init; }
    public long? DayMaximum { get; init; }
    public string? GrantCurrency { get; init; }

    /// <summary>The limits of its approvals; null if there are none.</summary>
    public GrantLimits? GrantLimits => GrantCurrency is { } currency ? new GrantLimits(GrantMaximum, DayMaximum, currency) : null;

    public bool IsValid(Instant now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    public static string[] List(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// The authenticated caller: a key with its lists parsed once, and the session that acts as the key, if a person is signed in. It is cached
/// while it is valid.
/// </summary>
internal sealed class Caller : ClaimsPrincipal
{
    private readonly HashSet<string> scopes;

    public Caller(ApiKey key, BrowserSession? session = null) : base(new ClaimsIdentity("ApiKey"))
    {
        Key = key;
        Session = session;
        Channels = ApiKey.List(key.Channels);
        Teams = ApiKey.List(key.Teams);
        Locations = ApiKey.List(key.Locations);
        Scopes = ApiKey.List(key.Scopes);
        scopes = [.. Scopes];
    }

    public ApiKey Key { get; }

    /// <summary>Null for a program, which sends its key with every request.</summary>
    public BrowserSession? Session { get; }
    public IReadOnlyList<string> Channels { get; }
    public IReadOnlyList<string> Teams { get; }
    public IReadOnlyList<string> Locations { get; }
    public IReadOnlyList<string> Scopes { get; }

    public bool May(string scope) => scopes.Contains(scope);

    public bool IsValid(Instant now, TimeSpan idle) => Key.IsValid(now) && Session?.IsValid(now, idle) != false;
}
