using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.References;

/// <summary>All incidents that a reference leads to: one at most in an exclusive system.</summary>
internal sealed record ReferenceMatches(string System, string Value, bool Exclusive, IReadOnlyList<IncidentSummary> Incidents);

internal static class ReferenceEndpoints
{
    private const int PlaceOfValue = 6; // "", v1, incidents, number, references, system, value

    public static void Map(RouteGroupBuilder v1)
    {
        var ofIncident = v1.MapGroup("/incidents/{number}/references/{system}/{**value}").WithTags("References");
        ofIncident.MapPut("", Put).Named("putReference", Scopes.Write, Operations.PutReference);
        ofIncident.MapGet("", Get).Named("getReference", Scopes.Read, Operations.GetReference);
        ofIncident.MapDelete("", Remove).Named("removeReference", Scopes.Write, Operations.RemoveReference);
        var all = v1.MapGroup("/references").WithTags("References");
        all.MapGet("", Find).Named("findByReference", Scopes.Read, Operations.FindByReference);
        all.MapPut("", FindOrOpen).Named("findOrOpenByReference", Scopes.Write, Operations.FindOrOpen);
    }

    private static Task<Reply> Put(PathNumber number, string system, string? value, HttpContext http, Call call, Store store, Rulebook rules)
    {
        var (given, problem) = FromPath(http, system, rules);
        if (problem is not null) return Task.FromResult<Reply>(problem);
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var family = await transaction.FamilyOf(incident);
            var held = (await transaction.HoldersOf(given!)).Where(holder => family.Contains(holder.IncidentId)).ToList();
            if (held.Find(holder => holder.TaughtBy is null) is { } known)
                return Reply.Ok(CardReference.Of(known, family.NumberOf(known.IncidentId)), Json.Wire.CardReference).About(incident);
            foreach (var taught in held) transaction.RemoveReference(taught);
            if (await Opening.Hold(transaction, rules, incident, given!) is { } elsewhere) return elsewhere;
            if ((await transaction.ReferencesOf(incident)).Count > Limits.ReferencesOfIncident) return Problem.Of(Problems.TooManyItems);
            var traces = ContactTraces.Of(await transaction.ContactsOf(incident));
            var facts = new Facts { System = given!.System, Value = traces.Told(given.Value) };
            incident.Append(EventTypes.ReferenceAdded, call.Origin, transaction.Now, facts);
            await transaction.Save(incident);
            var added = (await transaction.HoldersOf(given)).First(holder => holder.IncidentId == incident.Id);
            return Reply.Created(AddressOf(incident, given), CardReference.Of(added, incident.Number), Json.Wire.CardReference).About(incident);
        });
    }

    private static async Task<Reply> Get(PathNumber number, string system, string? value, HttpContext http, Store store, Rulebook rules)
    {
        var (given, problem) = FromPath(http, system, rules);
        if (problem is not null) return problem;
        if (await store.ReadSnapshot(session => session.FindCard(number.Value)) is not { } parts) return Problem.Of(Problems.NumberUnknown);
        return parts.References.FirstOrDefault(known => known.System == given!.System && known.LookupValue == given.LookupValue) is { } found
            ? Reply.Ok(CardReference.Of(found, parts.Family.NumberOf(found.IncidentId)), Json.Wire.CardReference).About(parts.Incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Remove(PathNumber number, string system, string? value, HttpContext http, Call call, Store store, Rulebook rules)
    {
        var (given, problem) = FromPath(http, system, rules);
        if (problem is not null) return Task.FromResult<Reply>(problem);
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var family = await transaction.FamilyOf(incident);
            var traces = ContactTraces.Of(await transaction.ContactsOf(incident));
            foreach (var known in (await transaction.HoldersOf(given!)).Where(holder => family.Contains(holder.IncidentId)))
            {
                transaction.RemoveReference(known);
                var facts = known.TaughtBy is null // what was taught is the customer's words
                    ? new Facts { System = known.System, Value = traces.Told(known.Value) }
                    : new Facts { System = known.System, Taught = true };
                incident.Append(EventTypes.ReferenceRemoved, call.Origin, transaction.Now, facts);
            }
            if (incident.News.Count > 0) await transaction.Save(incident);
            return Reply.Empty(StatusCodes.Status204NoContent).About(incident);
        });
    }

    private static async Task<Reply> Find(string? system, string? value, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = GivenReference.Read("", system, value, rules.Systems, faults);
        if (!faults.None) return faults.ToProblem();
        var found = await store.ReadSnapshot(session => session.IncidentsUnder(given!));
        if (found.Count == 0) return Problem.Of(Problems.ReferenceUnknown);
        var matches = new ReferenceMatches(given!.System, given.Value, !rules.Systems.IsShared(given.System), [.. found.Select(IncidentSummary.Of)]);
        return Reply.Ok(matches, Json.Wire.ReferenceMatches);
    }

    private static Task<Reply> FindOrOpen(string? system, string? value, Body<OpenRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = GivenReference.Read("", system, value, rules.Systems, faults);
        var incident = body.Value.Read(rules, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        if (rules.Systems.IsShared(given!.System)) return Task.FromResult<Reply>(Problem.Of(Problems.ReferenceShared));
        incident = incident with { References = [given, .. incident.References.Where(other => (other.System, other.LookupValue) != (given.System, given.LookupValue))] };
        return call.Change(transaction => Take(transaction, given, incident, call, rules));
    }

    private static async Task<Reply> Take(Transaction transaction, GivenReference given, NewIncident wanted, Call call, Rulebook rules)
    {
        var holder = (await transaction.HoldersOf(given)).FirstOrDefault(known => known.TaughtBy is null);
        var incident = holder is null ? null : await transaction.Lock(holder.IncidentId);
        return await IncidentEndpoints.OpenUnlessThere(transaction, incident, wanted, call, rules, free: given);
    }

    /// <summary>The value as it was written.</summary>
    private static (GivenReference? Given, Problem? Problem) FromPath(HttpContext http, string system, Rulebook rules)
    {
        var faults = new Faults();
        return RawPath.Read(http, "value", PlaceOfValue, isRest: true, faults) is { } value
            && GivenReference.Read("", system, value, rules.Systems, faults) is { } given ? (given, null) : (null, faults.ToProblem());
    }

    private static string AddressOf(Incident incident, GivenReference given) =>
        $"{incident.Url}/references/{given.System}/{Uri.EscapeDataString(given.Value)}";
}
