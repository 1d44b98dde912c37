using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Events.Streaming;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Feed;

namespace IncidentService.Events;

/// <summary>The query of the feed.</summary>
internal sealed record EventQuery : Query<(EventFilter Filter, PageInput Page)>
{
    /// <summary>Events of these types only, separated by commas.</summary>
    public string? Types { get; init; }

    /// <summary>Events from this channel only.</summary>
    public string? Channel { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the previous page.</summary>
    public string? After { get; init; }

    public override (EventFilter Filter, PageInput Page) ToInput(RequestContext context, ValidationErrors errors) =>
        (EventFilter.Parse(Types, Channel, errors), new PageInput(errors.ParsePageSize(Limit), After));
}

/// <summary>The query of the stream.</summary>
internal sealed record StreamQuery : Query<EventFilter>
{
    /// <summary>Events of these types only, separated by commas.</summary>
    public string? Types { get; init; }

    /// <summary>Events from this channel only.</summary>
    public string? Channel { get; init; }

    /// <summary>The next of a page of the feed.</summary>
    public string? After { get; init; }

    public override EventFilter ToInput(RequestContext context, ValidationErrors errors) => EventFilter.Parse(Types, Channel, errors);
}

internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/events").WithTags("Events");
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(EventContract.Read);
        group.MapGet("/stream", Stream).RequireScope(Scopes.Read).Describe(EventContract.Stream);
    }

    private static async Task<Reply<Ok<EventPage>>> List([AsParameters] EventQuery query, Store store, ServiceSettings settings)
    {
        var (filter, (take, cursor)) = query.Input;
        if (!Cursor.TryParse(cursor, filter.CursorScope, out var place)) return Problem.From(Problems.InvalidCursor);
        if (await store.Read(session => session.FindFeedPage(filter, place is [var after] ? after : 0, take)) is not { } page)
            return Problem.From(Problems.InvalidCursor);
        var items = page.Events.Select(happened => CloudEvent.From(happened, settings.EventSource));
        return Reply.Ok(new EventPage([.. items], Cursor.Format(filter.CursorScope, page.Next), page.More));
    }

    /// <summary>
    /// Streams events. A reader that reconnects sends its place in the header; one that comes from the feed sends it in the query.
    /// </summary>
    private static async Task<Reply<EventStreamBody>> Stream(
        [AsParameters] StreamQuery query, HttpContext http, Store store, EventStream stream)
    {
        var filter = query.Input;
        var given = http.Request.Headers[EventStream.LastEventId] is [{ Length: > 0 } last] ? last : query.After;
        if (!Cursor.TryParse(given, filter.CursorScope, out var place)) return Problem.From(Problems.InvalidCursor);
        // committed events count as past, even if they have no position yet
        if (place.Length == 0) await store.AssignFeedPositions(http.RequestAborted);
        var end = await store.Read(session => session.FindLastPosition());
        var from = place is [var known] ? known : end;
        if (from > end) return Problem.From(Problems.InvalidCursor);
        return await stream.Send(http, filter, from) is { } problem ? problem : Reply.Sent<EventStreamBody>();
    }
}
