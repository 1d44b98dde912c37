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

internal static class KeyKinds
{
    public const string Key = "key";
    public const string Person = "person";
    public static readonly IReadOnlyList<string> All = [Key, Person];
}

/// <summary>
/// An API key as stored, with its permissions and places; or the identity of a person, whose tokens state them. Only the hash of the key
/// is stored.
/// </summary>
internal sealed record ApiKey
{
    /// <summary>Stands for any team or location.</summary>
    public const string Any = "*";

    public long Id { get; init; }
    public string Kind { get; init; } = KeyKinds.Key;
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

    /// <summary>The visible beginning of the key; null for a key that is older than this field, and for a person.</summary>
    public string? Prefix { get; init; }
    public Instant? LastUsedAt { get; init; }

    /// <summary>The networks that it may be used from; null for any.</summary>
    public string? Networks { get; init; }
    public int? RequestsPerMinute { get; init; }

    /// <summary>The hash of the key that was replaced, which works until then.</summary>
    public byte[]? FormerHash { get; init; }
    public Instant? FormerUntil { get; init; }

    /// <summary>The limits of its approvals; null if there are none.</summary>
    public GrantLimits? GrantLimits => GrantCurrency is { } currency ? new GrantLimits(GrantMaximum, DayMaximum, currency) : null;

    /// <summary>The key as its former secret sees it: it ends with the overlap.</summary>
    public ApiKey AsFormer() => this with { ExpiresAt = ExpiresAt < FormerUntil ? ExpiresAt : FormerUntil };

    public bool IsValid(Instant now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    public static string[] List(string stored) => stored.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What a caller may do, and where.</summary>
internal sealed record Permissions(
    IReadOnlyList<string> Channels, IReadOnlyList<string> Teams, IReadOnlyList<string> Locations, IReadOnlyList<string> Scopes)
{
    public static Permissions Parse(string channels, string teams, string locations, string scopes) =>
        new(ApiKey.List(channels), ApiKey.List(teams), ApiKey.List(locations), ApiKey.List(scopes));

    /// <summary>A list in its stored form.</summary>
    public static string? Format(IReadOnlyList<string>? list) => list is null ? null : string.Join(' ', list);
}

/// <summary>
/// The authenticated caller: a key with its lists parsed once, a session that acts as a key, or a person with a token. It is cached while
/// it is valid.
/// </summary>
internal sealed class Caller : ClaimsPrincipal
{
    private readonly HashSet<string> scopes;

    private Caller(ApiKey key, Permissions permissions) : base(new ClaimsIdentity("ApiKey"))
    {
        Key = key;
        Permissions = permissions;
        scopes = [.. permissions.Scopes];
    }

    public Caller(ApiKey key) : this(key, Permissions.Parse(key.Channels, key.Teams, key.Locations, key.Scopes)) { }

    /// <summary>A person whom a signed token names.</summary>
    public Caller(ApiKey person, Permissions permissions, string agent) : this(person, permissions) =>
        (Agent, IsAgentVerified) = (agent, true);

    /// <summary>A person at a browser: with the permissions of the key, or with those that the token had.</summary>
    public Caller(ApiKey key, BrowserSession session)
        : this(key, session.Permissions ?? Permissions.Parse(key.Channels, key.Teams, key.Locations, key.Scopes)) =>
        (Session, Agent, IsAgentVerified) = (session, session.Agent, session.Permissions is not null);

    /// <summary>The key, or the stored identity of the person.</summary>
    public ApiKey Key { get; }
    public Permissions Permissions { get; }

    /// <summary>Null for a program, which sends its key or token with every request.</summary>
    public BrowserSession? Session { get; }

    /// <summary>The person who acts; null if each request names one.</summary>
    public string? Agent { get; }

    /// <summary>True if a signed token names the person.</summary>
    public bool IsAgentVerified { get; }
    public IReadOnlyList<string> Channels => Permissions.Channels;
    public IReadOnlyList<string> Teams => Permissions.Teams;
    public IReadOnlyList<string> Locations => Permissions.Locations;
    public IReadOnlyList<string> Scopes => Permissions.Scopes;

    public bool May(string scope) => scopes.Contains(scope);

    public bool IsValid(Instant now, TimeSpan idle) => Key.IsValid(now) && Session?.IsValid(now, idle) != false;
}
