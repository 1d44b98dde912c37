using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Why a line is redacted.</summary>
internal sealed record RedactionRequest : IRequest<GivenRedaction>
{
    /// <summary>The reason. It becomes the text of the line that records the redaction.</summary>
    public string? Reason { get; init; }

    public GivenRedaction ToInput(RequestContext request, Faults faults) => new(faults.Wording("reason", Reason, Limits.Line));
}

/// <summary>A redaction, read.</summary>
internal sealed record GivenRedaction(string? Reason);

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

    private static Task<Reply> List(PathNumber number, [AsParameters] PageQuery query, Store store) => ListOfIncident.Page(
        store, new(number, "timeline", query.Input),
        (session, incident, place, most) => session.ListLines(incident, place, most),
        line => line.Position,
        (family, lines, next) => Reply.Ok(new LinePage([.. lines.Select(line => Line.Of(line, family.NumberOf(line.IncidentId)))], next), Json.Wire.LinePage));

    private static Task<Reply> Add(PathNumber number, Body<LineRequest, GivenLine> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => TimelineChanges.Add(change, incident, body.Value),
        (incident, line) => Reply.Created($"{incident.Url}/timeline/{line.Sequence}", Line.Of(line, incident.Number), Json.Wire.Line).About(incident));

    private static async Task<Reply> Get(PathNumber number, PathOrdinal sequence, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindLine(incident.NamedId, sequence.Value)) is { } line
            ? Reply.Ok(Line.Of(line, incident.NamedNumber), Json.Wire.Line).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Redact(PathNumber number, PathOrdinal sequence, Body<RedactionRequest, GivenRedaction> body, Call call) =>
        call.ChangeIncident(
            number.Value,
            (change, incident) => TimelineChanges.Redact(change, incident, sequence.Value, body.Value.Reason),
            async (change, incident, line) =>
            {
                var redacted = await change.Transaction.FindLine(incident.NamedId, line.Sequence);
                return Reply.Ok(Line.Of(redacted!, incident.NamedNumber), Json.Wire.Line).About(incident);
            });
}
