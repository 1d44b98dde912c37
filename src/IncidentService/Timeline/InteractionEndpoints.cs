using IncidentService.Changes;
using IncidentService.Changes.Lists;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.Keys.Origins;
using IncidentService.OpenApi.Operations;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Timeline;

/// <summary>An interaction: the customer was present.</summary>
internal sealed record InteractionRequest : IRequest<InteractionInput>
{
    /// <summary>call, visit, chat or message; by default, what fits the channel.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the customer waited before somebody was available, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What was said, as an internal note.</summary>
    public string? Note { get; init; }

    public InteractionInput ToInput(RequestContext context, ValidationErrors errors) => new(
        errors.ParseOneOf("kind", Kind, InteractionKinds.All) ?? InteractionKinds.ForChannel(context.Origin.Channel),
        errors.ValidateRange("waitSeconds", WaitSeconds, 0, Limits.WaitSeconds),
        errors.ParseText("note", Note, Limits.Text));
}

/// <summary>A validated interaction.</summary>
internal sealed record InteractionInput(string Kind, int? WaitSeconds, string? Note);

internal static class InteractionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/interactions").WithTags("Interactions");
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(TimelineContract.ListInteractions);
        group.MapPost("", Record).RequireScope(Scopes.Write).Describe(TimelineContract.RecordInteraction);
        group.MapGet("/{interaction}", Get).RequireScope(Scopes.Read).Describe(TimelineContract.GetInteraction);
    }

    private static Task<Reply<Ok<InteractionPage>>> List(
        PathNumber number, [AsParameters] PageQuery query, Store store) => IncidentItemList.Page(
        store, new(number, "interactions", query.Input),
        (session, incident, place, most) => session.ListInteractions(incident, place, most),
        line => line.Position,
        (group, lines, next) => Reply.Ok(
            new InteractionPage([.. lines.Select(line => Interaction.From(line, group.NumberOf(line.IncidentId)))], next)));

    private static Task<VersionedReply<Created<Interaction>>> Record(
        PathNumber number, Body<InteractionRequest, InteractionInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => TimelineChanges.AddInteraction(change, incident, body.Value),
            (incident, line) => Reply
                .Created($"{incident.Url}/interactions/{line.Interaction}", Interaction.From(line, incident.Number))
                .ForIncident(incident));

    private static async Task<VersionedReply<Ok<Interaction>>> Get(PathNumber number, PathOrdinal interaction, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindInteraction(incident.NamedId, interaction.Value)) is { } line
            ? Reply.Ok(Interaction.From(line, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }
}
