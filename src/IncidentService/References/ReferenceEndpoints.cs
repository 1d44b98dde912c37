using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

namespace IncidentService.References;

/// <summary>All incidents that have a reference: at most one in an exclusive system.</summary>
internal sealed record ReferenceMatches(string System, string Value, bool Exclusive, IReadOnlyList<IncidentSummary> Incidents);

/// <summary>A reference in the query of a URL.</summary>
internal sealed record ReferenceQuery : Query<ReferenceInput>
{
    public string? System { get; init; }
    public string? Value { get; init; }

    public override ReferenceInput ToInput(RequestContext context, ValidationErrors errors) =>
        ReferenceInput.Parse("", System, Value, context.Settings.Systems, errors)!;
}

internal static class ReferenceEndpoints
{
    private const int PlaceOfValue = 6; // in the path: "", v1, incidents, number, references, system, value

    public static void Map(RouteGroupBuilder v1)
    {
        var ofIncident = v1.MapGroup("/incidents/{number}/references/{system}/{**value}").WithTags("References");
        ofIncident.MapPut("", Put).RequireScope(Scopes.Write).Describe(ReferenceContract.Put);
        ofIncident.MapGet("", Get).RequireScope(Scopes.Read).Describe(ReferenceContract.Get);
        ofIncident.MapDelete("", Remove).RequireScope(Scopes.Write).Describe(ReferenceContract.Remove);
        var all = v1.MapGroup("/references").WithTags("References");
        all.MapGet("", Find).RequireScope(Scopes.Read).Describe(ReferenceContract.Find);
        all.MapPut("", FindOrOpen).RequireScope(Scopes.Write).Describe(ReferenceContract.FindOrOpen);
    }

    private static async Task<VersionedReply<Created<CardReference>, Ok<CardReference>>> Put(
        PathNumber number, string system, string? value, HttpContext http, [AcceptsIfMatch] WriteRequest request)
    {
        if (!FromPath(http, system).Try(out var input, out var problem)) return problem;
        return await request.ChangeIncident(
            number.Value,
            (change, incident) => ReferenceChanges.Put(change, incident, input),
            (change, incident, known) => ReplyWith(change, incident, known, input));
    }

    private static async Task<VersionedReply<Created<CardReference>, Ok<CardReference>>> ReplyWith(
        ChangeContext change, Incident incident, Reference? known, ReferenceInput input)
    {
        if (known is not null)
        {
            var group = await change.Transaction.FindMergeGroup(incident);
            return Reply.Ok(CardReference.From(known, group.NumberOf(known.IncidentId))).ForIncident(incident);
        }
        var added = (await change.Transaction.ListHolders(input)).First(holder => holder.IncidentId == incident.Id);
        return Reply.Created(FormatUrl(incident, input), CardReference.From(added, incident.Number)).ForIncident(incident);
    }

    private static async Task<VersionedReply<Ok<CardReference>>> Get(
        PathNumber number, string system, string? value, HttpContext http, Store store)
    {
        if (!FromPath(http, system).Try(out var input, out var problem)) return problem;
        if (await store.FindCard(number.Value) is not { } parts)
            return Problem.From(Problems.NumberUnknown);
        return parts.References.FirstOrDefault(known => known.System == input.System && known.LookupValue == input.LookupValue) is { } found
            ? Reply.Ok(CardReference.From(found, parts.Group.NumberOf(found.IncidentId)))
                .ForIncident(parts.Incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static async Task<VersionedReply<NoContent>> Remove(
        PathNumber number, string system, string? value, HttpContext http, [AcceptsIfMatch] WriteRequest request)
    {
        if (!FromPath(http, system).Try(out var input, out var problem)) return problem;
        return await request.ChangeIncident(
            number.Value,
            (change, incident) => ReferenceChanges.Remove(change, incident, input),
            (incident, _) => Reply.NoContent().ForIncident(incident));
    }

    private static async Task<Reply<Ok<ReferenceMatches>>> Find([AsParameters] ReferenceQuery query, Store store, ServiceSettings settings)
    {
        var input = query.Input;
        var found = await store.ReadSnapshot(session => session.ListIncidentsByReference(input));
        if (found.Count == 0) return Problem.From(Problems.ReferenceUnknown);
        var matches = new ReferenceMatches(
            input.System, input.Value, !settings.Systems.IsShared(input.System), [.. found.Select(IncidentSummary.From)]);
        return Reply.Ok(matches);
    }

    private static Task<VersionedReply<Created<Card>, Ok<Card>>> FindOrOpen(
        [AsParameters] ReferenceQuery query, Body<OpenRequest, IncidentInput> body, [AcceptsIfMatch] WriteRequest request,
        ServiceSettings settings) =>
        request.Change(
            change => ReferenceChanges.FindOrOpen(change, request, query.Input, body.Value), CardReply.FoundOrOpened,
            settings.Systems.NameExclusive([query.Input, .. body.Value.References]));

    /// <summary>Parses the reference from the raw path, because routing alters the value.</summary>
    private static Outcome<ReferenceInput> FromPath(HttpContext http, string system)
    {
        var errors = new ValidationErrors();
        return RawPath.ParseSegment(http, "value", PlaceOfValue, isRest: true, errors) is { } value
            && ReferenceInput.Parse("", system, value, new RequestContext(http).Settings.Systems, errors) is { } input
                ? input
                : errors.ToProblem();
    }

    private static string FormatUrl(Incident incident, ReferenceInput input) =>
        $"{incident.Url}/references/{input.System}/{Uri.EscapeDataString(input.Value)}";
}
