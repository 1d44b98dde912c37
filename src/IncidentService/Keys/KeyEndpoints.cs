using System.Globalization;
using IncidentService.Approvals;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Keys;

/// <summary>A new key: what it may do and where it speaks from.</summary>
internal sealed record KeyRequest
{
    /// <summary>What people call the key, such as "E-mail desk".</summary>
    public required string Name { get; init; }

    /// <summary>The channels it serves: email, phone, store, social, chat, web.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>status, read, write, approve, redeem, report, admin.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The teams it serves; any, when not given.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>The stores or sites it serves; any, when not given.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>When it stops working, as an RFC 3339 time; never, when not given.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>The most that one approval of this key may give away, all uses and pieces together; any, when not given.</summary>
    public MoneyRequest? MaxGrant { get; init; }

    /// <summary>The most that its approvals of one day may give away together, revoked ones too, in the currency of maxGrant; any, when not given.</summary>
    public MoneyRequest? MaxPerDay { get; init; }

    public NewKey Read(Faults faults)
    {
        var expires = faults.Moment("expiresAt", ExpiresAt);
        return new NewKey(
            faults.Line("name", Name, Limits.Token, required: true) ?? "",
            ReadList("channels", Channels, Incidents.Channels.All, faults),
            ReadList("scopes", Scopes, Keys.Scopes.All, faults),
            ReadTokens("teams", Teams, faults),
            ReadTokens("locations", Locations, faults),
            expires,
            GrantLimits.Read(MaxGrant, MaxPerDay, faults));
    }

    private static string ReadList(string field, IReadOnlyList<string>? given, IReadOnlyList<string> allowed, Faults faults)
    {
        if (given is not { Count: > 0 }) faults.Add(field, "is required: at least one of " + string.Join(", ", allowed));
        if (given?.Count > allowed.Count) faults.Add(field, $"must have at most {allowed.Count} items");
        foreach (var item in given ?? []) faults.OneOf(field, item ?? "", allowed, required: true);
        return string.Join(' ', (given ?? []).Distinct());
    }

    private static string ReadTokens(string field, IReadOnlyList<string>? given, Faults faults)
    {
        if (given is not { Count: > 0 }) return ApiKey.Any;
        if (given.Count > Limits.References) faults.Add(field, $"must have at most {Limits.References} items");
        return string.Join(' ', given.Take(Limits.References).Select(item => faults.Token(field, item, required: true)).Distinct());
    }
}

/// <summary>A key request, read; lists as they are stored.</summary>
internal sealed record NewKey(string Name, string Channels, string Scopes, string Teams, string Locations, Instant? ExpiresAt, GrantLimits? Grants = null)
{
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

/// <summary>A key, without what it opens with.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The key itself; only in the answer that created it, and never again.</summary>
    public string? Key { get; init; }
    public required IReadOnlyList<string> Channels { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Teams { get; init; }
    public required IReadOnlyList<string> Locations { get; init; }
    public required Instant CreatedAt { get; init; }
    public Instant? ExpiresAt { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>The most that one of its approvals may give away; absent where that is not limited.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that its approvals of one day may give away together; absent where that is not limited.</summary>
    public Money? MaxPerDay { get; init; }

    public static KeyView Of(ApiKey key, string? secret = null) => new()
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
        MaxGrant = Money.Of(key.GrantMaximum, key.GrantCurrency),
        MaxPerDay = Money.Of(key.DayMaximum, key.GrantCurrency),
    };
}

internal sealed record KeyList(IReadOnlyList<KeyView> Items);

internal static class KeyEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/keys").WithTags("Keys");
        group.MapPost("", Create).Named("createKey", Scopes.Admin, Operations.CreateKey);
        group.MapGet("", List).Named("listKeys", Scopes.Admin, Operations.ListKeys);
        group.MapGet("/{key}", Get).Named("getKey", Scopes.Admin, Operations.GetKey);
        group.MapDelete("/{key}", Revoke).Named("revokeKey", Scopes.Admin, Operations.RevokeKey);
    }

    private static Task<Reply> Create(Body<KeyRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var given = body.Value.Read(faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.Change(async transaction =>
        {
            var secret = KeySecret.Create();
            var key = given.Create(transaction.NewId(), secret, transaction.Now);
            transaction.AddKey(key);
            return Reply.Created($"/v1/keys/{key.Id}", KeyView.Of(key, secret), Json.Wire.KeyView).ShownOnce();
        });
    }

    private static async Task<Reply> List(Store store) =>
        Reply.Ok(new KeyList([.. (await store.Read(session => session.ListKeys())).Select(key => KeyView.Of(key))]), Json.Wire.KeyList);

    private static async Task<Reply> Get(string key, Store store) =>
        TryRead(key, out var id) && await store.Read(session => session.FindKey(id)) is { } found ? Reply.Ok(KeyView.Of(found), Json.Wire.KeyView) : Problem.Of(Problems.KeyUnknown);

    private static async Task<Reply> Revoke(string key, Call call, Store store)
    {
        if (!TryRead(key, out var id) || await store.Read(session => session.FindKey(id)) is null) return Problem.Of(Problems.KeyUnknown);
        return await call.Change(async transaction =>
        {
            await transaction.RevokeKey(id);
            return Reply.Empty(StatusCodes.Status204NoContent);
        });
    }

    private static bool TryRead(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
