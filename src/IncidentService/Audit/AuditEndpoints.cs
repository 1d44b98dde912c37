using System.Globalization;
using IncidentNumbers;
using IncidentService.Audit.Chain;
using IncidentService.Audit.Recording;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Audit;

/// <summary>The filters of the list of entries.</summary>
internal sealed record AuditQuery : FilterQuery<AuditFilter>
{
    /// <summary>Entries about requests for this incident number.</summary>
    public string? Number { get; init; }

    /// <summary>Entries about requests with this key.</summary>
    public string? Key { get; init; }

    /// <summary>Entries since this time.</summary>
    public string? From { get; init; }

    /// <summary>Entries before this time.</summary>
    public string? Until { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The cursor of the page: the `next` of the previous page.</summary>
    public override string? Cursor { get; init; }

    protected override AuditFilter ToFilter(RequestContext context, ValidationErrors errors) =>
        Parse((Number, Key, From, Until), ("number", "key", "from", "until"), errors);

    /// <summary>The same filters as given at an address or on the command line, where their names differ.</summary>
    public static AuditFilter Parse(
        (string? Number, string? Key, string? From, string? Until) given, (string Number, string Key, string From, string Until) names,
        ValidationErrors errors) => new()
    {
        Number = errors.ParseIncidentNumber(names.Number, given.Number)?.Value,
        KeyId = ParseKey(names.Key, given.Key, errors),
        From = errors.ParseInstant(names.From, given.From),
        Until = errors.ParseInstant(names.Until, given.Until),
    };

    private static long? ParseKey(string field, string? given, ValidationErrors errors)
    {
        if (given is null) return null;
        if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return id;
        errors.Add(field, "must be the id of a key");
        return null;
    }
}

/// <summary>An entry of the audit trail.</summary>
internal sealed record AuditEntryView
{
    public required string Id { get; init; }
    public required Instant At { get; init; }

    /// <summary>change, read, refusal; or gap: entries that could not be written.</summary>
    public required string Kind { get; init; }

    /// <summary>The operation of this contract, the address of a connector, or a command.</summary>
    public required string Operation { get; init; }

    /// <summary>The HTTP status; 0 for a command.</summary>
    public required int Status { get; init; }

    /// <summary>How often it happened: equal reads or refusals that come together are one entry.</summary>
    public required int Times { get; init; }

    /// <summary>The id of the key or person; absent if there was no valid one.</summary>
    public string? Key { get; init; }
    public string? Agent { get; init; }

    /// <summary>True if a signed token names the agent; otherwise the caller asserts the name.</summary>
    public required bool AgentVerified { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }

    /// <summary>The caller's network address; absent for a customer.</summary>
    public string? Address { get; init; }

    /// <summary>The requested number of the incident.</summary>
    public IncidentNumber? Number { get; init; }

    /// <summary>Which item of the incident, or which key, webhook or lookup, by its ordinal or id.</summary>
    public string? Item { get; init; }

    /// <summary>Its place in the chain, from 1; absent for some seconds, until it is sealed.</summary>
    public string? Sequence { get; init; }

    /// <summary>The hash of the entry before it in the chain, in hexadecimal.</summary>
    public string? Previous { get; init; }

    /// <summary>Its own hash, in hexadecimal.</summary>
    public string? Hash { get; init; }

    public static AuditEntryView From(AuditEntry entry, byte[]? previous) => new()
    {
        Id = Text(entry.Id),
        At = entry.OccurredAt,
        Kind = entry.Kind,
        Operation = entry.Operation,
        Status = entry.Status,
        Times = entry.Times,
        Key = entry.KeyId == 0 ? null : Text(entry.KeyId),
        Agent = entry.Agent,
        AgentVerified = entry.AgentVerified,
        Channel = entry.Channel,
        Location = entry.Location,
        Address = entry.Address,
        Number = entry.Number is { } digits && IncidentNumber.TryFromValue(digits, out var number) ? number : null,
        Item = entry.Item,
        Sequence = entry.Sequence is { } place ? Text(place) : null,
        Previous = entry.Sequence is null ? null : Convert.ToHexStringLower(previous ?? AuditHead.None.Hash),
        Hash = entry.Hash is { } hash ? Convert.ToHexStringLower(hash) : null,
    };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

internal sealed record AuditPage(IReadOnlyList<AuditEntryView> Items, string? Next);

internal static class AuditEndpoints
{
    public static void AddAudit(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AuditSettings.From(configuration)).AddSingleton<AuditHeadLog>()
        .AddSingleton<AuditRecorder>().AddHostedService(provider => provider.GetRequiredService<AuditRecorder>())
        .AddSingleton<AuditSealer>().AddHostedService(provider => provider.GetRequiredService<AuditSealer>());

    public static void Map(RouteGroupBuilder v1) =>
        v1.MapGet("/audit", List).WithTags("Audit").RequireScope(Scopes.Admin).Describe(AuditContract.List);

    private static Task<Reply<Ok<AuditPage>>> List([AsParameters] AuditQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Page(
            page, $"audit\n{filter}",
            (place, most) => store.Read(
                session => session.ListAudit(place is [var before] ? filter with { Before = before } : filter, most)),
            listed => [listed.Entry.Id],
            (listed, next) => Reply.Ok(new AuditPage([.. listed.Select(one => AuditEntryView.From(one.Entry, one.Previous))], next)));
    }
}
