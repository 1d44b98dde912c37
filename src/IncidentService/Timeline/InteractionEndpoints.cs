using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>The customer was there.</summary>
internal sealed record InteractionRequest
{
    /// <summary>call, visit, chat or message; what the channel suggests when not given.</summary>
    public string? Kind { get; init; }

    /// <summary>How long the customer waited before somebody was there, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What was said, as an internal note.</summary>
    public string? Note { get; init; }
}

internal static class InteractionEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/interactions").WithTags("Interactions");
        group.MapGet("", List).Named("listInteractions", Scopes.Read, Operations.ListInteractions);
        group.MapPost("", Add).Named("recordInteraction", Scopes.Write, Operations.RecordInteraction);
        group.MapGet("/{interaction}", Get).Named("getInteraction", Scopes.Read, Operations.GetInteraction);
    }

    private static Task<Reply> List(PathNumber number, string? limit, string? cursor, Store store) => ListOfIncident.Page(
        store, number, "interactions", limit, cursor,
        (session, incident, place, most) => session.ListInteractions(incident, place, most),
        line => line.Position,
        (family, lines, next) => Reply.Ok(
            new InteractionPage([.. lines.Select(line => Interaction.Of(line, family.NumberOf(line.IncidentId)))], next), Json.Wire.InteractionPage));

    private static Task<Reply> Add(PathNumber number, Body<InteractionRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var kind = faults.OneOf("kind", body.Value.Kind, InteractionKinds.All) ?? InteractionKinds.Through(call.Origin.Channel);
        var wait = faults.Range("waitSeconds", body.Value.WaitSeconds, 0, Limits.WaitSeconds);
        var note = faults.Prose("note", body.Value.Note, Limits.Text);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var line = incident.Meet(call.Origin, transaction.Now, new Facts { Kind = kind }, wait, note);
            await QuietClock.Extend(transaction, rules, incident);
            await transaction.Save(incident);
            return Reply.Created($"{incident.Url}/interactions/{line.Interaction}", Interaction.Of(line, incident.Number), Json.Wire.Interaction).About(incident);
        });
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal interaction, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindInteraction(incident.NamedId, interaction.Value)) is { } line
            ? Reply.Ok(Interaction.Of(line, incident.NamedNumber), Json.Wire.Interaction).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }
}
