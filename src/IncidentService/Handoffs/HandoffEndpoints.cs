using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Handoffs;

/// <summary>The filters of the list of what waits to be accepted.</summary>
internal sealed record HandoffQuery : FilterQuery<HandoffFilter>
{
    /// <summary>Handed to this channel; to any that the key serves when not given.</summary>
    public string? Channel { get; init; }

    /// <summary>Handed to this team.</summary>
    public string? Team { get; init; }

    /// <summary>true: those that should have been accepted by now; false: the others.</summary>
    public string? Overdue { get; init; }

    /// <summary>The number of items per page, 1 to 200; 50 by default.</summary>
    public override string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public override string? Cursor { get; init; }

    protected override HandoffFilter ToFilter(RequestContext request, Faults faults) => new(
        faults.OneOf("channel", Channel, Channels.All) is { } channel ? [channel] : request.Caller.Channels,
        faults.Token("team", Team),
        faults.Flag("overdue", Overdue));
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

    private static Task<Reply> ListWaiting([AsParameters] HandoffQuery query, Store store)
    {
        var (filter, page) = query.Input;
        return Paging.Answer(
            page, filter.Mark,
            (place, most) => store.Read(session => session.ListWaiting(place is [var at, var id, var ordinal] ? filter with { Behind = (at, id, ordinal) } : filter, most)),
            waiting => [waiting.Handoff.RequestedAt.Micros, waiting.Handoff.IncidentId, waiting.Handoff.Ordinal],
            (waiting, next) => Reply.Ok(new HandoffPage([.. waiting.Select(Shown)], next), Json.Wire.HandoffPage));
    }

    private static Task<Reply> List(PathNumber number, [AsParameters] PageQuery query, Store store) => ListOfIncident.Page(
        store, new(number, "handoffs", query.Input),
        (session, incident, place, most) => session.ListHandoffs(incident, place, most),
        handoff => handoff.Position,
        (family, handoffs, next) => Reply.Ok(
            new HandoffPage([.. handoffs.Select(handoff => HandoffView.Of(handoff, family.NumberOf(handoff.IncidentId)))], next), Json.Wire.HandoffPage));

    private static Task<Reply> Request(PathNumber number, Body<HandoffRequest, GivenHandoff> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => Task.FromResult(HandingOff.Request(change, incident, body.Value)),
        (incident, handoff) => Reply.Created(
            $"{incident.Url}/handoffs/{handoff.Ordinal}", HandoffView.Of(handoff, incident.Number), Json.Wire.HandoffView).About(incident));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal handoff, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindHandoff(incident.NamedId, handoff.Value)) is { } found
            ? Reply.Ok(HandoffView.Of(found, incident.NamedNumber), Json.Wire.HandoffView).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Accept(PathNumber number, PathOrdinal handoff, Call call) =>
        call.ChangeIncident(number.Value, (change, incident) => HandingOff.Accept(change, incident, handoff.Value), Settled);

    private static Task<Reply> Withdraw(PathNumber number, PathOrdinal handoff, Call call) =>
        call.ChangeIncident(number.Value, (change, incident) => HandingOff.Withdraw(change, incident, handoff.Value), Settled);

    private static Task<Reply> Settled(ChangeContext change, Incident incident, Handoff handoff) => Task.FromResult(
        Reply.Ok(HandoffView.For(change, handoff, incident.NamedNumber), Json.Wire.HandoffView).About(incident));

    private static HandoffView Shown(WaitingHandoff waiting) =>
        HandoffView.Of(waiting.Handoff, waiting.Number) with { Incident = IncidentSummary.Of(waiting.Incident) };
}
