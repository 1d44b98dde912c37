using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>An interaction: the customer was present.</summary>
internal sealed record InteractionRequest : IRequest<GivenInteraction>
{
    /// <summary>call, visit, chat or message; by default, what fits the channel.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the customer waited before somebody was available, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What was said, as an internal note.</summary>
    public string? Note { get; init; }

    public GivenInteraction ToInput(RequestContext request, Faults faults) => new(
        faults.OneOf("kind", Kind, InteractionKinds.All) ?? InteractionKinds.Through(request.Origin.Channel),
        faults.Range("waitSeconds", WaitSeconds, 0, Limits.WaitSeconds),
        faults.Prose("note", Note, Limits.Text));
}

/// <summary>An interaction, read.</summary>
internal sealed record GivenInteraction(string Kind, int? WaitSeconds, string? Note);

internal static class InteractionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/interactions").WithTags("Interactions");
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(TimelineContract.ListInteractions);
        group.MapPost("", Add).RequireScope(Scopes.Write).Describe(TimelineContract.RecordInteraction);
        group.MapGet("/{interaction}", Get).RequireScope(Scopes.Read).Describe(TimelineContract.GetInteraction);
    }

    private static Task<Reply> List(PathNumber number, [AsParameters] PageQuery query, Store store) => ListOfIncident.Page(
        store, new(number, "interactions", query.Input),
        (session, incident, place, most) => session.ListInteractions(incident, place, most),
        line => line.Position,
        (family, lines, next) => Reply.Ok(
            new InteractionPage([.. lines.Select(line => Interaction.Of(line, family.NumberOf(line.IncidentId)))], next), Json.Wire.InteractionPage));

    private static Task<Reply> Add(PathNumber number, Body<InteractionRequest, GivenInteraction> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => TimelineChanges.AddInteraction(change, incident, body.Value),
        (incident, line) => Reply.Created(
            $"{incident.Url}/interactions/{line.Interaction}", Interaction.Of(line, incident.Number), Json.Wire.Interaction).About(incident));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal interaction, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindInteraction(incident.NamedId, interaction.Value)) is { } line
            ? Reply.Ok(Interaction.Of(line, incident.NamedNumber), Json.Wire.Interaction).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }
}
