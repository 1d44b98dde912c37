using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Events;

/// <summary>What a reader of the feed wants.</summary>
internal sealed record EventQuery
{
    /// <summary>Events of these types only, separated by commas.</summary>
    public string? Types { get; init; }

    /// <summary>Events from this channel only.</summary>
    public string? Channel { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? After { get; init; }
}

internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/events").WithTags("Events");
        group.MapGet("", Read).Named("readEvents", Scopes.Read, Operations.ReadEvents);
        group.MapGet("/stream", Stream).Named("streamEvents", Scopes.Read, Operations.StreamEvents);
    }

    private static async Task<Reply> Read([AsParameters] EventQuery query, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var filter = EventFilter.Read(query.Types, query.Channel, faults);
        var take = faults.PageSize(query.Limit);
        if (!faults.None) return faults.ToProblem();
        if (!Cursor.TryRead(query.After, filter.Mark, out var place)) return Problem.Of(Problems.InvalidCursor);
        if (await store.Read(session => session.ReadFeed(filter, place is [var after] ? after : 0, take)) is not { } stretch) return Problem.Of(Problems.InvalidCursor);
        var items = stretch.Events.Select(happened => CloudEvent.Of(happened, rules.EventSource));
        return Reply.Ok(new EventPage([.. items], Cursor.Write(filter.Mark, stretch.Next), stretch.More), Json.Wire.EventPage);
    }

    /// <summary>A reader that comes back says where it was in the header; one that comes from the feed, in the address.</summary>
    private static async Task<IResult> Stream(string? types, string? channel, string? after, HttpContext http, Store store, EventStream stream)
    {
        var faults = new Faults();
        var filter = EventFilter.Read(types, channel, faults);
        if (!faults.None) return (Reply)faults.ToProblem();
        var given = http.Request.Headers[EventStream.LastEventId] is [{ Length: > 0 } last] ? last : after;
        if (!Cursor.TryRead(given, filter.Mark, out var place)) return (Reply)Problem.Of(Problems.InvalidCursor);
        if (place.Length == 0) await store.NumberEvents(http.RequestAborted); // what is committed was before now, though it may have no place yet
        var end = await store.Read(session => session.LastPosition());
        var from = place is [var known] ? known : end;
        if (from > end) return (Reply)Problem.Of(Problems.InvalidCursor);
        return await stream.Send(http, filter, from) is { } problem ? (Reply)problem : Results.Empty;
    }
}
