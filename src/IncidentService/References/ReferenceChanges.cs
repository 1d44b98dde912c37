using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.References;

/// <summary>Adds and removes references, and finds or opens the incident of a reference.</summary>
internal static class ReferenceChanges
{
    /// <summary>Adds a reference. Returns the reference that the incident had already; null if it was added.</summary>
    public static async Task<Outcome<Reference?>> Put(ChangeContext change, Incident incident, ReferenceInput input)
    {
        var transaction = change.Transaction;
        var group = await transaction.FindMergeGroup(incident);
        var held = (await transaction.ListHolders(input)).Where(holder => group.Contains(holder.IncidentId)).ToList();
        if (held.Find(holder => holder.TaughtBy is null) is { } known) return known;
        foreach (var taught in held) transaction.RemoveReference(taught);
        if (await IncidentChanges.AddReference(change, incident, input) is { } elsewhere) return elsewhere;
        if ((await transaction.ListReferences(incident)).Count > Limits.ReferencesOfIncident) return Problem.From(Problems.TooManyItems);
        var traces = ContactTraces.From(await transaction.ListContacts(incident));
        var facts = new Facts { System = input.System, Value = traces.RemoveFrom(input.Value) };
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, facts);
        return (Reference?)null;
    }

    public static async Task<Outcome<Done>> Remove(ChangeContext change, Incident incident, ReferenceInput input)
    {
        var transaction = change.Transaction;
        var group = await transaction.FindMergeGroup(incident);
        var traces = ContactTraces.From(await transaction.ListContacts(incident));
        foreach (var known in (await transaction.ListHolders(input)).Where(holder => group.Contains(holder.IncidentId)))
        {
            transaction.RemoveReference(known);
            var facts = known.TaughtBy is null // a taught value is the customer's own text
                ? new Facts { System = known.System, Value = traces.RemoveFrom(known.Value) }
                : new Facts { System = known.System, Taught = true };
            incident.Append(EventTypes.ReferenceRemoved, change.Origin, change.Now, facts);
        }
        return default(Done);
    }

    /// <summary>Finds the only incident that can hold the reference, or opens a new incident with it.</summary>
    public static async Task<Outcome<FoundOrOpened>> FindOrOpen(
        ChangeContext change, WriteRequest request, ReferenceInput input, IncidentInput wanted)
    {
        if (change.Settings.Systems.IsShared(input.System)) return Problem.From(Problems.ReferenceShared);
        var others = wanted.References.Where(other => (other.System, other.LookupValue) != (input.System, input.LookupValue));
        var incident = await change.Transaction.LockHolder(input);
        return await IncidentChanges.FindOrOpen(
            change, request, incident, wanted with { References = [input, .. others], ExpectedFree = input });
    }
}
