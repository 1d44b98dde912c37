using System.Globalization;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys.Requests;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Keys;

/// <summary>A key, without its secret value.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }
    /// <summary>key, or person: its tokens contain the permissions.</summary>
    public required string Kind { get; init; }
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

    /// <summary>The beginning of the key, by which people recognise it; absent for keys of older releases and for people.</summary>
    public string? Prefix { get; init; }

    /// <summary>When it was last used, give or take a minute; absent if it was not.</summary>
    public Instant? LastUsedAt { get; init; }

    /// <summary>The addresses and networks that it may be used from; absent if any.</summary>
    public IReadOnlyList<string>? Networks { get; init; }

    /// <summary>The requests that it may send per minute; absent if the configuration decides.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Until when the key works that this one replaced; absent once it no longer does.</summary>
    public Instant? FormerUntil { get; init; }

    /// <summary>The most that one of its approvals may give away; absent if unlimited.</summary>
    public Money? MaxGrant { get; init; }

    /// <summary>The most that all its approvals of one day may give away; absent if unlimited.</summary>
    public Money? MaxPerDay { get; init; }

    public static KeyView From(ApiKey key, Instant now, string? secret = null) => new()
    {
        Id = key.Id.ToString(CultureInfo.InvariantCulture),
        Kind = key.Kind,
        Name = key.Name,
        Key = secret,
        Channels = ApiKey.List(key.Channels),
        Scopes = ApiKey.List(key.Scopes),
        Teams = ApiKey.List(key.Teams),
        Locations = ApiKey.List(key.Locations),
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        Prefix = key.Prefix,
        LastUsedAt = key.LastUsedAt,
        Networks = key.Networks is null ? null : ApiKey.List(key.Networks),
        RequestsPerMinute = key.RequestsPerMinute,
        FormerUntil = key.FormerUntil > now ? key.FormerUntil : null,
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
        group.MapPost("/{key}/rotation", Rotate).RequireScope(Scopes.Admin).Describe(KeyContract.Rotate);
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
            added => Reply.Created($"/v1/keys/{added.Key.Id}", KeyView.From(added.Key, added.Key.CreatedAt, added.Secret))
                .WithoutStoredBody());

    private static async Task<Reply<Ok<KeyList>>> List(Store store) =>
        Reply.Ok(
            new KeyList([.. (await store.Read(session => session.ListKeys())).Select(key => KeyView.From(key, Instant.Now(store.Clock)))]));

    private static async Task<Reply<Ok<KeyView>>> Get(string key, Store store) =>
        TryParseId(key, out var id) && await store.Read(session => session.FindKey(id)) is { } found
            ? Reply.Ok(KeyView.From(found, Instant.Now(store.Clock)))
            : Problem.From(Problems.KeyUnknown);

    private static async Task<Reply<Ok<KeyView>>> Rotate(
        string key, Body<RotationRequest, RotationInput> body, WriteRequest request, CallerCache callers)
    {
        if (!TryParseId(key, out var id)) return Problem.From(Problems.KeyUnknown);
        var reply = await request.Change<ReplacedKey, Reply<Ok<KeyView>>>(
            change => KeyRotation.Replace(change.Transaction, id, body.Value.FormerUntil),
            replaced => Reply.Ok(KeyView.From(replaced.Key, replaced.Now, replaced.Secret)).WithoutStoredBody());
        callers.Clear();
        return reply;
    }

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
