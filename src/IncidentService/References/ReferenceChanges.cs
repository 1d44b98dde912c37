using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.References;

/// <summary>Gives an incident a reference, takes it away, or finds the incident that has it.</summary>
internal static class ReferenceChanges
{
    /// <summary>The reference that the incident had already; null where it was added.</summary>
    public static async Task<Outcome<Reference?>> Put(ChangeContext change, Incident incident, GivenReference given)
    {
        var transaction = change.Transaction;
        var family = await transaction.FamilyOf(incident);
        var held = (await transaction.HoldersOf(given)).Where(holder => family.Contains(holder.IncidentId)).ToList();
        if (held.Find(holder => holder.TaughtBy is null) is { } known) return known;
        foreach (var taught in held) transaction.RemoveReference(taught);
        if (await Opening.Hold(change, incident, given) is { } elsewhere) return elsewhere;
        if ((await transaction.ReferencesOf(incident)).Count > Limits.ReferencesOfIncident) return Problem.Of(Problems.TooManyItems);
        var traces = ContactTraces.Of(await transaction.ContactsOf(incident));
        var facts = new Facts { System = given.System, Value = traces.Told(given.Value) };
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, facts);
        return (Reference?)null;
    }

    public static async Task<Outcome<Done>> Remove(ChangeContext change, Incident incident, GivenReference given)
    {
        var transaction = change.Transaction;
        var family = await transaction.FamilyOf(incident);
        var traces = ContactTraces.Of(await transaction.ContactsOf(incident));
        foreach (var known in (await transaction.HoldersOf(given)).Where(holder => family.Contains(holder.IncidentId)))
        {
            transaction.RemoveReference(known);
            var facts = known.TaughtBy is null // what was taught is the customer's words
                ? new Facts { System = known.System, Value = traces.Told(known.Value) }
                : new Facts { System = known.System, Taught = true };
            incident.Append(EventTypes.ReferenceRemoved, change.Origin, change.Now, facts);
        }
        return default(Done);
    }

    /// <summary>The incident that has the reference, which only one can have; else a new one with it.</summary>
    public static async Task<Outcome<FoundOrOpened>> FindOrOpen(ChangeContext change, Call call, GivenReference given, NewIncident wanted)
    {
        if (change.Settings.Systems.IsShared(given.System)) return Problem.Of(Problems.ReferenceShared);
        var others = wanted.References.Where(other => (other.System, other.LookupValue) != (given.System, given.LookupValue));
        var holder = (await change.Transaction.HoldersOf(given)).FirstOrDefault(known => known.TaughtBy is null);
        var incident = holder is null ? null : await change.Transaction.Lock(holder.IncidentId);
        return await FoundOrOpened.Take(change, call, incident, wanted with { References = [given, .. others], Free = given });
    }
}
