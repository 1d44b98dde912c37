using System.Globalization;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys.Limiting;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys;

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
        GrantMaximum = Grants?.PerGrant,
        DayMaximum = Grants?.PerDay,
        GrantCurrency = Grants?.Currency,
    };
}

/// <summary>A key, without its secret value.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The key itself, present only in the response that created it.</summary>
    public string? Key { get; init; }
    public required IReadOnlyList<string> Channels { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Teams { get; init; }
    public required IReadOnlyList<string> Locations { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>The most that one of its approvals may give away; absent if unlimited.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that all its approvals of one day may give away; absent if unlimited.</summary>
    public Money? MaxPerDay { get; init; }

    public static KeyView From(ApiKey key, string? secret = null) => new()
    {
        Id = key.Id.ToString(CultureInfo.InvariantCulture),
        Name = key.Name,
        Key = secret,
        Channels = ApiKey.List(key.Channels),
        Scopes = ApiKey.List(key.Scopes),
        Teams = ApiKey.List(key.Teams),
        Locations = ApiKey.List(key.Locations),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        MaxGrant = Money.From(key.GrantMaximum, key.GrantCurrency),
        MaxPerDay = Money.From(key.DayMaximum, key.GrantCurrency),
    };
}

internal sealed record KeyList(IReadOnlyList<KeyView> Items);

internal static class KeyEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/keys").WithTags("Keys");
        group.MapPost("", Create).RequireScope(Scopes.Admin).Describe(KeyContract.Create);
        group.MapGet("", List).RequireScope(Scopes.Admin).Describe(KeyContract.List);
        group.MapGet("/{key}", Get).RequireScope(Scopes.Admin).Describe(KeyContract.Get);
        group.MapDelete("/{key}", Revoke).RequireScope(Scopes.Admin).Describe(KeyContract.Revoke);
    }

    private static Task<Reply<Created<KeyView>>> Create(Body<KeyRequest, KeyInput> body, WriteRequest request) =>
        request.Change<(ApiKey Key, string Secret), Reply<Created<KeyView>>>(
            change =>
            {
                var secret = KeySecret.Create();
                var key = body.Value.Create(change.Transaction.NewId(), secret, change.Now);
                change.Transaction.AddKey(key);
                return Task.FromResult<Outcome<(ApiKey, string)>>((key, secret));
            },
            added => Reply.Created($"/v1/keys/{added.Key.Id}", KeyView.From(added.Key, added.Secret))
                .WithoutStoredBody());

    private static async Task<Reply<Ok<KeyList>>> List(Store store) =>
        Reply.Ok(
            new KeyList([.. (await store.Read(session => session.ListKeys())).Select(key => KeyView.From(key))]));

    private static async Task<Reply<Ok<KeyView>>> Get(string key, Store store) =>
        TryParseId(key, out var id) && await store.Read(session => session.FindKey(id)) is { } found
            ? Reply.Ok(KeyView.From(found))
            : Problem.From(Problems.KeyUnknown);

    private static async Task<Reply<NoContent>> Revoke(string key, WriteRequest request, Store store, CallerCache callers)
    {
        if (!TryParseId(key, out var id) || await store.Read(session => session.FindKey(id)) is null)
            return Problem.From(Problems.KeyUnknown);
        var reply = await request.Change<Done, Reply<NoContent>>(
            async change =>
            {
                await change.Transaction.RevokeKey(id);
                return default(Done);
            },
            _ => Reply.NoContent());
        callers.Clear();
        return reply;
    }

    private static bool TryParseId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
