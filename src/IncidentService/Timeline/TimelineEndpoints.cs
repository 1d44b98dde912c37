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
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Timeline;

/// <summary>Why a line is redacted.</summary>
internal sealed record RedactionRequest : IRequest<RedactionInput>
{
    /// <summary>The reason. It becomes the text of the line that records the redaction.</summary>
    public string? Reason { get; init; }

    public RedactionInput ToInput(RequestContext context, ValidationErrors errors) =>
        new(errors.ParseMaskedLine("reason", Reason, Limits.Line));
}

/// <summary>A validated redaction.</summary>
internal sealed record RedactionInput(string? Reason);

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

    private static Task<Reply<Ok<LinePage>>> List(PathNumber number, [AsParameters] PageQuery query, Store store) => IncidentItemList.Page(
        store, new(number, "timeline", query.Input),
        (session, incident, place, most) => session.ListLines(incident, place, most),
        line => line.Position,
        (group, lines, next) => Reply.Ok(
            new LinePage([.. lines.Select(line => Line.From(line, group.NumberOf(line.IncidentId)))], next)));

    private static Task<VersionedReply<Created<Line>>> Add(PathNumber number, Body<LineRequest, LineInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => TimelineChanges.Add(change, incident, body.Value),
            (incident, line) => Reply
                .Created($"{incident.Url}/timeline/{line.Sequence}", Line.From(line, incident.Number))
                .ForIncident(incident));

    private static async Task<VersionedReply<Ok<Line>>> Get(PathNumber number, PathOrdinal sequence, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindLine(incident.NamedId, sequence.Value)) is { } line
            ? Reply.Ok(Line.From(line, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<Ok<Line>>> Redact(
        PathNumber number, PathOrdinal sequence, Body<RedactionRequest, RedactionInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => TimelineChanges.Redact(change, incident, sequence.Value, body.Value.Reason),
            async (change, incident, line) =>
            {
                var redacted = await change.Transaction.FindLine(incident.NamedId, line.Sequence);
                return Reply.Ok(Line.From(redacted!, incident.NamedNumber)).ForIncident(incident);
            });
}
