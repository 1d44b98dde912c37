using IncidentService.Changes;
using IncidentService.Changes.Lists;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.Keys.Origins;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.Handoffs;

/// <summary>The filters of the list of open hand-offs.</summary>
internal sealed record HandoffQuery : FilterQuery<HandoffFilter>
{
    /// <summary>Only hand-offs to this channel; to any channel of the key by default.</summary>
    public string? Channel { get; init; }

    /// <summary>Only hand-offs to this team.</summary>
    public string? Team { get; init; }

    /// <summary>true: only overdue hand-offs; false: only the others.</summary>
    public string? Overdue { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The next of the previous page.</summary>
    public override string? Cursor { get; init; }

    protected override HandoffFilter ToFilter(RequestContext context, ValidationErrors errors) => new(
        errors.ParseOneOf("channel", Channel, Channels.All) is { } channel ? [channel] : context.Caller.Channels,
        errors.ParseToken("team", Team),
        errors.ParseFlag("overdue", Overdue));
}

internal static class HandoffEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/handoffs", ListWaiting).WithTags("Handoffs").RequireScope(Scopes.Read).Describe(HandoffContract.ListWaiting);
        var group = v1.MapGroup("/incidents/{number}/handoffs").WithTags("Handoffs");
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(HandoffContract.List);
        group.MapPost("", Request).RequireScope(Scopes.Write).Describe(HandoffContract.Request);
        group.MapGet("/{handoff}", Get).RequireScope(Scopes.Read).Describe(HandoffContract.Get);
        group.MapPost("/{handoff}/acceptance", Accept).RequireScope(Scopes.Write).Describe(HandoffContract.Accept);
        group.MapPost("/{handoff}/withdrawal", Withdraw).RequireScope(Scopes.Write).Describe(HandoffContract.Withdraw);
    }

    private static Task<Reply<Ok<HandoffPage>>> ListWaiting([AsParameters] HandoffQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Page(
            page, filter.CursorScope,
            (place, most) => store.Read(session => session.ListWaiting(
                place is [var at, var id, var ordinal] ? filter with { Behind = (at, id, ordinal) } : filter, most)),
            waiting => [waiting.Handoff.RequestedAt.Micros, waiting.Handoff.IncidentId, waiting.Handoff.Ordinal],
            (waiting, next) => Reply.Ok(new HandoffPage([.. waiting.Select(ToView)], next)));
    }

    private static Task<Reply<Ok<HandoffPage>>> List(
        PathNumber number, [AsParameters] PageQuery query, Store store) => IncidentItemList.Page(
        store, new(number, "handoffs", query.Input),
        (session, incident, place, most) => session.ListHandoffs(incident, place, most),
        handoff => handoff.Position,
        (group, handoffs, next) => Reply.Ok(
            new HandoffPage([.. handoffs.Select(handoff => HandoffView.CreateFrom(handoff, group.NumberOf(handoff.IncidentId)))], next)));

    private static Task<VersionedReply<Created<HandoffView>>> Request(
        PathNumber number, Body<HandoffRequest, HandoffInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => Task.FromResult(HandoffChanges.Request(change, incident, body.Value)),
            (incident, handoff) => Reply.Created(
                $"{incident.Url}/handoffs/{handoff.Ordinal}",
                HandoffView.CreateFrom(handoff, incident.Number)).ForIncident(incident));

    private static async Task<VersionedReply<Ok<HandoffView>>> Get(PathNumber number, PathOrdinal handoff, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindHandoff(incident.NamedId, handoff.Value)) is { } found
            ? Reply.Ok(HandoffView.CreateFrom(found, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<Ok<HandoffView>>> Accept(PathNumber number, PathOrdinal handoff, WriteRequest request) =>
        request.ChangeIncident(number.Value, (change, incident) => HandoffChanges.Accept(change, incident, handoff.Value), ReplyWith);

    private static Task<VersionedReply<Ok<HandoffView>>> Withdraw(PathNumber number, PathOrdinal handoff, WriteRequest request) =>
        request.ChangeIncident(number.Value, (change, incident) => HandoffChanges.Withdraw(change, incident, handoff.Value), ReplyWith);

    private static Task<VersionedReply<Ok<HandoffView>>> ReplyWith(
        ChangeContext change, Incident incident, Handoff handoff) => Task.FromResult(
        Reply.Ok(HandoffView.CreateFrom(change.Caller, handoff, incident.NamedNumber)).ForIncident(incident));

    private static HandoffView ToView(WaitingHandoff waiting) =>
        HandoffView.CreateFrom(waiting.Handoff, waiting.Number) with { Incident = IncidentSummary.From(waiting.Incident) };
}
