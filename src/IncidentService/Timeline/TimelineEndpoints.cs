using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Why a line is redacted.</summary>
internal sealed record RedactionRequest
{
    /// <summary>The reason. It becomes the text of the line that records the redaction.</summary>
    public string? Reason { get; init; }
}

internal static class TimelineEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/timeline").WithTags("Timeline");
        group.MapGet("", List).RequireScope(Scopes.Read).Describe(TimelineContract.List);
        group.MapPost("", Add).RequireScope(Scopes.Write).Describe(TimelineContract.Add);
        group.MapGet("/{sequence}", Get).RequireScope(Scopes.Read).Describe(TimelineContract.Get);
        group.MapPost("/{sequence}/redaction", Redact).RequireScope(Scopes.Write).Describe(TimelineContract.Redact);
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
