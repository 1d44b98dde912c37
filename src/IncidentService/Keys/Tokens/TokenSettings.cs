using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Settings;
using IncidentService.Keys.Limiting;

namespace IncidentService.Keys.Tokens;

/// <summary>The settings under Auth: who issues the tokens of people, and what their claims mean here.</summary>
internal sealed record TokenSettings
{
    public const string Section = "Auth";
    private const int MostSkewSeconds = 600;

    public required Uri Authority { get; init; }
    public required string Audience { get; init; }
    public required TimeSpan ClockSkew { get; init; }
    public required ClaimRules Claims { get; init; }

    /// <summary>What each person may grant; null if there are no limits.</summary>
    public GrantLimits? Grants { get; init; }

    /// <summary>Null unless people sign in at the desk with the authority.</summary>
    public DeskClient? Desk { get; init; }

    /// <summary>The authority may do without https only on this machine.</summary>
    public bool RequiresHttps => Authority.Scheme == Uri.UriSchemeHttps;

    /// <summary>Null if no authority is configured: then only keys authenticate.</summary>
    public static TokenSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section["Authority"] is not { Length: > 0 } authority) return null;
        return new TokenSettings
        {
            Authority = ParseAuthority(authority),
            Audience = section["Audience"] is { Length: > 0 } audience
                ? audience
                : throw new InvalidOperationException("Auth:Audience is missing: the name by which tokens are meant for this service."),
            ClockSkew = TimeSpan.FromSeconds(
                WholeNumber.Parse("Auth:ClockSkewSeconds", section["ClockSkewSeconds"], 60, (0, MostSkewSeconds))),
            Claims = ClaimRules.From(section),
            Grants = ParseGrants(section),
            Desk = DeskClient.From(section.GetSection("Desk")),
        };
    }

    private static Uri ParseAuthority(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new InvalidOperationException("Auth:Authority must be an https address without user name, query and fragment.");

    private static GrantLimits? ParseGrants(IConfigurationSection section)
    {
        var errors = new ValidationErrors();
        var limits = GrantLimits.Parse(Amount("MaxGrant"), Amount("MaxPerDay"), errors);
        return errors.IsEmpty
            ? limits
            : throw new InvalidOperationException(
                "Auth:MaxGrant and Auth:MaxPerDay must be amounts such as 50.00, and Auth:Currency theirs.");

        MoneyRequest? Amount(string setting) => section[setting] is { Length: > 0 } amount
            ? new MoneyRequest { Amount = amount, Currency = section["Currency"] ?? "" }
            : null;
    }
}

/// <summary>The desk as a client of the authority. Without a secret it is a public client, which PKCE protects as well.</summary>
internal sealed record DeskClient(string ClientId, string? ClientSecret, string Name, IReadOnlyList<string> Scopes)
{
    private const string ScopesByDefault = "openid profile";

    public static DeskClient? From(IConfigurationSection section) => section["ClientId"] is { Length: > 0 } id
        ? new DeskClient(
            id, section["ClientSecret"], section["Name"] ?? "OpenID Connect", (section["Scopes"] ?? ScopesByDefault).Split(' '))
        : null;
}
