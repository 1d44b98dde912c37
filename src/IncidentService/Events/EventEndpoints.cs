using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Events;

/// <summary>What a reader of the feed wants.</summary>
internal sealed record EventQuery : Query<(EventFilter Filter, PageInput Page)>
{
    /// <summary>Events of these types only, separated by commas.</summary>
    public string? Types { get; init; }

    /// <summary>Events from this channel only.</summary>
    public string? Channel { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? After { get; init; }

    public override (EventFilter Filter, PageInput Page) ToInput(RequestContext request, Faults faults) =>
        (EventFilter.Read(Types, Channel, faults), new PageInput(faults.PageSize(Limit), After));
}

/// <summary>What a reader of the stream wants.</summary>
internal sealed record StreamQuery : Query<EventFilter>
{
    /// <summary>Events of these types only, separated by commas.</summary>
    public string? Types { get; init; }

    /// <summary>Events from this channel only.</summary>
    public string? Channel { get; init; }

    /// <summary>The next of a page of the feed.</summary>
    public string? After { get; init; }

    public override EventFilter ToInput(RequestContext request, Faults faults) => EventFilter.Read(Types, Channel, faults);
}

internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/events").WithTags("Events");
        group.MapGet("", Read).RequireScope(Scopes.Read).Describe(EventContract.Read);
        group.MapGet("/stream", Stream).RequireScope(Scopes.Read).Describe(EventContract.Stream);
    }

    private static async Task<Reply> Read([AsParameters] EventQuery query, Store store, Rulebook rules)
    {
        var (filter, (take, cursor)) = query.Input;
        if (!Cursor.TryRead(cursor, filter.Mark, out var place)) return Problem.Of(Problems.InvalidCursor);
        if (await store.Read(session => session.ReadFeed(filter, place is [var after] ? after : 0, take)) is not { } stretch) return Problem.Of(Problems.InvalidCursor);
        var items = stretch.Events.Select(happened => CloudEvent.Of(happened, rules.EventSource));
        return Reply.Ok(new EventPage([.. items], Cursor.Write(filter.Mark, stretch.Next), stretch.More), Json.Wire.EventPage);
    }

    /// <summary>A reader that comes back says where it was in the header; one that comes from the feed, in the address.</summary>
    private static async Task<IResult> Stream([AsParameters] StreamQuery query, HttpContext http, Store store, EventStream stream)
    {
        var filter = query.Input;
        var given = http.Request.Headers[EventStream.LastEventId] is [{ Length: > 0 } last] ? last : query.After;
        if (!Cursor.TryRead(given, filter.Mark, out var place)) return (Reply)Problem.Of(Problems.InvalidCursor);
        if (place.Length == 0) await store.NumberEvents(http.RequestAborted); // what is committed was before now, though it may have no place yet
        var end = await store.Read(session => session.LastPosition());
        var from = place is [var known] ? known : end;
        if (from > end) return (Reply)Problem.Of(Problems.InvalidCursor);
        return await stream.Send(http, filter, from) is { } problem ? (Reply)problem : Results.Empty;
    }
}
