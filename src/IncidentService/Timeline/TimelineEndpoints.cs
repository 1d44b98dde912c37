using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Why a line's text has to go.</summary>
internal sealed record RedactionRequest
{
    /// <summary>Why; the text of the line that tells of the redaction.</summary>
    public string? Reason { get; init; }
}

internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/timeline").WithTags("Timeline");
        group.MapGet("", List).Named("listTimeline", Scopes.Read, Operations.ListTimeline);
        group.MapPost("", Add).Named("addToTimeline", Scopes.Write, Operations.AddToTimeline);
        group.MapGet("/{sequence}", Get).Named("getTimelineLine", Scopes.Read, Operations.GetLine);
        group.MapPost("/{sequence}/redaction", Redact).Named("redactTimelineLine", Scopes.Write, Operations.RedactLine);
    }

    private static Task<Reply> List(PathNumber number, string? limit, string? cursor, Store store) => ListOfIncident.Page(
        store, number, "timeline", limit, cursor,
        (session, incident, place, most) => session.ListLines(incident, place, most),
        line => line.Position,
        (family, lines, next) => Reply.Ok(new LinePage([.. lines.Select(line => Line.Of(line, family.NumberOf(line.IncidentId)))], next), Json.Wire.LinePage));

    private static Task<Reply> Add(PathNumber number, Body<LineRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = body.Value.Read("", faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var (facts, refused) = await Bringing.Bring(transaction, rules, call, incident, given.Extras);
            if (refused is not null) return refused;
            var line = await Telling.Tell(transaction, rules, incident, given, call.Origin, facts);
            await transaction.Save(incident);
            return Reply.Created($"{incident.Url}/timeline/{line.Sequence}", Line.Of(line, incident.Number), Json.Wire.Line).About(incident);
        });
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal sequence, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindLine(incident.NamedId, sequence.Value)) is { } line
            ? Reply.Ok(Line.Of(line, incident.NamedNumber), Json.Wire.Line).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Redact(PathNumber number, PathOrdinal sequence, Body<RedactionRequest> body, Call call, Store store)
    {
        var faults = new Faults();
        var reason = faults.Wording("reason", body.Value.Reason, Limits.Line);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindLine(incident.NamedId, sequence.Value) is not { } line) return Problem.Of(Problems.ItemUnknown);
            if (line.Text is not null)
            {
                var facts = new Facts { Number = incident.NamedNumber.ToString(), Sequence = line.Sequence };
                incident.Append(EventTypes.Redacted, call.Origin, transaction.Now, facts, reason);
                await transaction.RedactLine(incident, line);
                await transaction.Save(incident);
                line = (await transaction.FindLine(incident.NamedId, sequence.Value))!;
            }
            return Reply.Ok(Line.Of(line, incident.NamedNumber), Json.Wire.Line).About(incident);
        });
    }
}
