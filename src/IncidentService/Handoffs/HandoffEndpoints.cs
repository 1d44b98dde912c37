using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Handoffs;

/// <summary>The filters of the list of what waits to be accepted.</summary>
internal sealed record HandoffQuery
{
    /// <summary>Handed to this channel; to any that the key serves when not given.</summary>
    public string? Channel { get; init; }

    /// <summary>Handed to this team.</summary>
    public string? Team { get; init; }

    /// <summary>true: those that should have been accepted by now; false: the others.</summary>
    public string? Overdue { get; init; }

    /// <summary>How many items a page has, 1 to 200; 50 when not given.</summary>
    public string? Limit { get; init; }

    /// <summary>The next of the page before.</summary>
    public string? Cursor { get; init; }

    public HandoffFilter Read(Caller caller, Faults faults) => new(
        faults.OneOf("channel", Channel, Channels.All) is { } channel ? [channel] : caller.Channels,
        faults.Token("team", Team),
        faults.Flag("overdue", Overdue));
}

internal static class HandoffEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        v1.MapGet("/handoffs", ListWaiting).WithTags("Handoffs").Named("listWaitingHandoffs", Scopes.Read, Operations.ListWaitingHandoffs);
        var group = v1.MapGroup("/incidents/{number}/handoffs").WithTags("Handoffs");
        group.MapGet("", List).Named("listHandoffs", Scopes.Read, Operations.ListHandoffs);
        group.MapPost("", Request).Named("requestHandoff", Scopes.Write, Operations.RequestHandoff);
        group.MapGet("/{handoff}", Get).Named("getHandoff", Scopes.Read, Operations.GetHandoff);
        group.MapPost("/{handoff}/acceptance", Accept).Named("acceptHandoff", Scopes.Write, Operations.AcceptHandoff);
        group.MapPost("/{handoff}/withdrawal", Withdraw).Named("withdrawHandoff", Scopes.Write, Operations.WithdrawHandoff);
    }

    private static async Task<Reply> ListWaiting([AsParameters] HandoffQuery query, HttpContext http, Store store)
    {
        var faults = new Faults();
        var filter = query.Read((Caller)http.User, faults);
        var take = faults.PageSize(query.Limit);
        if (!faults.None) return faults.ToProblem();
        return await Paging.Answer(
            query.Cursor, filter.Mark, take,
            (place, most) => store.Read(session => session.ListWaiting(place is [var at, var id, var ordinal] ? filter with { Behind = (at, id, ordinal) } : filter, most)),
            waiting => [waiting.Handoff.RequestedAt.Micros, waiting.Handoff.IncidentId, waiting.Handoff.Ordinal],
            (waiting, next) => Reply.Ok(new HandoffPage([.. waiting.Select(Shown)], next), Json.Wire.HandoffPage));
    }

    private static Task<Reply> List(PathNumber number, string? limit, string? cursor, Store store) => ListOfIncident.Page(
        store, number, "handoffs", limit, cursor,
        (session, incident, place, most) => session.ListHandoffs(incident, place, most),
        handoff => handoff.Position,
        (family, handoffs, next) => Reply.Ok(
            new HandoffPage([.. handoffs.Select(handoff => HandoffView.Of(handoff, family.NumberOf(handoff.IncidentId)))], next), Json.Wire.HandoffPage));

    private static Task<Reply> Request(PathNumber number, Body<HandoffRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read("", faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var (handoff, problem) = await HandingOff.Request(transaction, rules, incident, given!, call.Origin);
            if (problem is not null) return problem;
            await transaction.Save(incident);
            return Reply.Created($"{incident.Url}/handoffs/{handoff!.Ordinal}", HandoffView.Of(handoff, incident.Number), Json.Wire.HandoffView).About(incident);
        });
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal handoff, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindHandoff(incident.NamedId, handoff.Value)) is { } found
            ? Reply.Ok(HandoffView.Of(found, incident.NamedNumber), Json.Wire.HandoffView).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Accept(PathNumber number, PathOrdinal handoff, Call call, Store store) =>
        call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindHandoff(incident.NamedId, handoff.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (!found.MayBeAcceptedBy(call.Caller, call.Origin))
                return Problem.Of(Problems.NotTheReceiver, $"It goes to {found.ToChannel}{(found.ToTeam is null ? "" : ", team " + found.ToTeam)}.");
            if (found.State == HandoffStates.Withdrawn) return Problem.Of(Problems.HandoffWithdrawn, $"By {found.FromChannel}, {found.SettledAt}.");
            if (found.State == HandoffStates.Open)
            {
                HandingOff.Accept(transaction, incident, found, incident.NamedNumber, call.Origin);
                await transaction.Save(incident);
            }
            return Settled(call, found, incident);
        });

    private static Task<Reply> Withdraw(PathNumber number, PathOrdinal handoff, Call call, Store store) =>
        call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindHandoff(incident.NamedId, handoff.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (found.FromChannel != call.Origin.Channel) return Problem.Of(Problems.NotTheSender, $"It comes from {found.FromChannel}.");
            if (found.State == HandoffStates.Accepted) return Problem.Of(Problems.HandoffAccepted, $"By {found.ToChannel}, {found.SettledAt}.");
            if (found.State == HandoffStates.Open)
            {
                HandingOff.Withdraw(transaction, incident, found, incident.NamedNumber, call.Origin);
                await transaction.Save(incident);
            }
            return Settled(call, found, incident);
        });

    private static Reply Settled(Call call, Handoff handoff, Incident incident) =>
        Reply.Ok(HandoffView.For(call.Caller, handoff, incident.NamedNumber), Json.Wire.HandoffView).About(incident);

    private static HandoffView Shown(WaitingHandoff waiting) =>
        HandoffView.Of(waiting.Handoff, waiting.Number) with { Incident = IncidentSummary.Of(waiting.Incident) };
}
