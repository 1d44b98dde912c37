using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.Keys.Limiting;

namespace IncidentService.Keys.Requests;

/// <summary>A new key, with its permissions and places.</summary>
internal sealed record KeyRequest : IRequest<KeyInput>
{
    /// <summary>The name that people use for the key, such as "E-mail desk".</summary>
    public required string Name { get; init; }

    /// <summary>The channels it serves: email, phone, store, social, chat, web.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>status, read, write, approve, redeem, report, admin.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The teams it serves; any by default.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>The stores or sites it serves; any by default.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>The RFC 3339 time at which it stops working; never by default.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>The addresses and networks that it may be used from, such as 203.0.113.7 or 10.1.0.0/16; any by default.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>The requests that it may send per minute; by default the configuration decides.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>The most that one approval of this key may give away, over all uses and pieces; unlimited by default.</summary>
    public MoneyRequest? MaxGrant { get; init; }

    /// <summary>
    /// The most that all approvals of one day may give away, including revoked ones, in the currency of maxGrant; unlimited by default.
    /// </summary>
    public MoneyRequest? MaxPerDay { get; init; }

    public KeyInput ToInput(RequestContext context, ValidationErrors errors) => Validate(errors);

    public KeyInput Validate(ValidationErrors errors)
    {
        var expires = errors.ParseInstant("expiresAt", ExpiresAt);
        return new KeyInput
        {
            Name = errors.ParseLine("name", Name, Limits.Token, required: true) ?? "",
            Channels = ParseList("channels", Channels, Common.Channels.All, errors),
            Scopes = ParseList("scopes", Scopes, Keys.Scopes.All, errors),
            Teams = ParseTokens("teams", Teams, errors),
            Locations = ParseTokens("locations", Locations, errors),
            ExpiresAt = expires,
            Networks = KeyNetworks.Parse("networks", Networks, errors),
            RequestsPerMinute = errors.ValidateRange("requestsPerMinute", RequestsPerMinute, 1, Limits.RequestsPerMinute),
            Grants = GrantLimits.Parse(MaxGrant, MaxPerDay, errors),
        };
    }

    private static string ParseList(string field, IReadOnlyList<string>? given, IReadOnlyList<string> allowed, ValidationErrors errors)
    {
        if (given is not { Count: > 0 }) errors.Add(field, "is required: at least one of " + string.Join(", ", allowed));
        if (given?.Count > allowed.Count) errors.Add(field, $"must have at most {allowed.Count} items");
        foreach (var item in given ?? []) errors.ParseOneOf(field, item ?? "", allowed, required: true);
        return string.Join(' ', (given ?? []).Distinct());
    }

    private static string ParseTokens(string field, IReadOnlyList<string>? given, ValidationErrors errors)
    {
        if (given is not { Count: > 0 }) return ApiKey.Any;
        if (given.Count > Limits.References) errors.Add(field, $"must have at most {Limits.References} items");
        return string.Join(' ', given.Take(Limits.References).Select(item => errors.ParseToken(field, item, required: true)).Distinct());
    }
}

/// <summary>A validated key request. Lists are in their stored form.</summary>
internal sealed record KeyInput
{
    public required string Name { get; init; }
    public required string Channels { get; init; }
    public required string Scopes { get; init; }
    public string Teams { get; init; } = ApiKey.Any;
    public string Locations { get; init; } = ApiKey.Any;
    public Instant? ExpiresAt { get; init; }
    public string? Networks { get; init; }
    public int? RequestsPerMinute { get; init; }
    public GrantLimits? Grants { get; init; }

    public ApiKey Create(long id, string secret, Instant now) => new()
    {
        Id = id,
        Name = Name,
        Hash = KeySecret.Hash(secret)!,
        Channels = Channels,
        Teams = Teams,
        Locations = Locations,
        Scopes = Scopes,
        CreatedAt = now,
        ExpiresAt = ExpiresAt,
        Prefix = KeySecret.Prefix(secret),
        Networks = Networks,
        RequestsPerMinute = RequestsPerMinute,
        GrantMaximum = Grants?.PerGrant,
        DayMaximum = Grants?.PerDay,
        GrantCurrency = Grants?.Currency,
    };
}

/// <summary>Replaces a key by a new one.</summary>
internal sealed record RotationRequest : IRequest<RotationInput>
{
    /// <summary>Until when the former key goes on working (RFC 3339); for 24 hours by default.</summary>
    public string? FormerUntil { get; init; }

    public RotationInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(errors.ParseInstant("formerUntil", FormerUntil));
}

/// <summary>A validated rotation. Null: the default overlap.</summary>
internal sealed record RotationInput(Instant? FormerUntil);
