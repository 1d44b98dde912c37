using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.References;

/// <summary>All incidents that have a reference: at most one in an exclusive system.</summary>
internal sealed record ReferenceMatches(string System, string Value, bool Exclusive, IReadOnlyList<IncidentSummary> Incidents);

/// <summary>A reference, as it stands in an address.</summary>
internal sealed record ReferenceQuery : Query<GivenReference>
{
    public string? System { get; init; }
    public string? Value { get; init; }

    public override GivenReference ToInput(RequestContext request, Faults faults) =>
        GivenReference.Read("", System, Value, request.Settings.Systems, faults)!;
}

internal static class ReferenceEndpoints
{
    private const int PlaceOfValue = 6; // "", v1, incidents, number, references, system, value

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

    private static Task<Reply> Put(PathNumber number, string system, string? value, HttpContext http, Call call)
    {
        if (!FromPath(http, system).Try(out var given, out var problem)) return Task.FromResult<Reply>(problem);
        return call.ChangeIncident(
            number.Value,
            (change, incident) => ReferenceChanges.Put(change, incident, given),
            async (change, incident, known) =>
            {
                if (known is not null) return await Known(change, incident, known);
                var added = (await change.Transaction.HoldersOf(given)).First(holder => holder.IncidentId == incident.Id);
                return Reply.Created(AddressOf(incident, given), CardReference.Of(added, incident.Number), Json.Wire.CardReference).About(incident);
            });
    }

    private static async Task<Reply> Known(ChangeContext change, Incident incident, Reference known)
    {
        var family = await change.Transaction.FamilyOf(incident);
        return Reply.Ok(CardReference.Of(known, family.NumberOf(known.IncidentId)), Json.Wire.CardReference).About(incident);
    }

    private static async Task<Reply> Get(PathNumber number, string system, string? value, HttpContext http, Store store)
    {
        if (!FromPath(http, system).Try(out var given, out var problem)) return problem;
        if (await store.ReadSnapshot(session => session.FindCard(number.Value)) is not { } parts) return Problem.Of(Problems.NumberUnknown);
        return parts.References.FirstOrDefault(known => known.System == given.System && known.LookupValue == given.LookupValue) is { } found
            ? Reply.Ok(CardReference.Of(found, parts.Family.NumberOf(found.IncidentId)), Json.Wire.CardReference).About(parts.Incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Remove(PathNumber number, string system, string? value, HttpContext http, Call call)
    {
        if (!FromPath(http, system).Try(out var given, out var problem)) return Task.FromResult<Reply>(problem);
        return call.ChangeIncident(
            number.Value,
            (change, incident) => ReferenceChanges.Remove(change, incident, given),
            (incident, _) => Reply.Empty(StatusCodes.Status204NoContent).About(incident));
    }

    private static async Task<Reply> Find([AsParameters] ReferenceQuery query, Store store, Rulebook settings)
    {
        var given = query.Input;
        var found = await store.ReadSnapshot(session => session.IncidentsUnder(given));
        if (found.Count == 0) return Problem.Of(Problems.ReferenceUnknown);
        var matches = new ReferenceMatches(given.System, given.Value, !settings.Systems.IsShared(given.System), [.. found.Select(IncidentSummary.Of)]);
        return Reply.Ok(matches, Json.Wire.ReferenceMatches);
    }

    private static Task<Reply> FindOrOpen([AsParameters] ReferenceQuery query, Body<OpenRequest, NewIncident> body, Call call) =>
        call.Change(change => ReferenceChanges.FindOrOpen(change, call, query.Input, body.Value), CardReply.FoundOrOpened);

    /// <summary>The value as it was written.</summary>
    private static Outcome<GivenReference> FromPath(HttpContext http, string system)
    {
        var faults = new Faults();
        return RawPath.Read(http, "value", PlaceOfValue, isRest: true, faults) is { } value
            && GivenReference.Read("", system, value, new RequestContext(http).Settings.Systems, faults) is { } given ? given : faults.ToProblem();
    }

    private static string AddressOf(Incident incident, GivenReference given) =>
        $"{incident.Url}/references/{given.System}/{Uri.EscapeDataString(given.Value)}";
}
