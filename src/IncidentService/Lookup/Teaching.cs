using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Lookup;

/// <summary>Tells a lookup which incident it was about: confirms a match, or answers a miss and teaches its words, so that they are found the next time.</summary>
internal sealed class Teaching(ChangeContext change, Call call)
{
    private readonly Transaction transaction = change.Transaction;

    public async Task<Outcome<LookupRecord>> Answer(long lookupId, IncidentNumber number, string? system)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.Of(Problems.LookupUnknown);
        if (await transaction.Lock(number) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        if (call.Precondition(incident) is { } failed) return failed;
        if (lookup.AnswerId == incident.Id && lookup.TaughtSystem == system) return lookup;
        await Forget(lookup, incident);
        if (system is not null && Teach(lookup, incident, system) is { } refusal) return refusal;
        if (lookup is { CustomerPresent: true, Counted: false }) await Count(lookup, incident);
        Answer(lookup, incident.Id, change.Now);
        return lookup;
    }

    public async Task<Outcome<Done>> Withdraw(long lookupId)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.Of(Problems.LookupUnknown);
        await Forget(lookup, null);
        Answer(lookup, null, null);
        return default(Done);
    }

    private void Answer(LookupRecord lookup, long? incidentId, Instant? now)
    {
        (lookup.AnswerId, lookup.AnsweredAt) = (incidentId, now);
        transaction.SaveAnswer(lookup);
    }

    private Problem? Teach(LookupRecord lookup, Incident incident, string system)
    {
        if (lookup.Quoted is null || Shape.IdentifierIn(lookup.Quoted) is not { } identifier) return Problem.Of(Problems.NotTeachable);
        var reference = new GivenReference(system, identifier, change.Settings.Systems.KeyOf(system, identifier));
        transaction.Teach(incident, reference, lookup.Id);
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, FactsOf(system, lookup));
        return null;
    }

    /// <summary>Undoes what this lookup taught before, if anything, of whatever incident; of this one, where it is the same.</summary>
    private async Task Forget(LookupRecord lookup, Incident? incident)
    {
        if (await transaction.TaughtBy(lookup.Id) is not { } taught) return;
        transaction.RemoveReference(taught);
        var former = await transaction.Lock(taught.IncidentId);
        if (former.Id == incident?.Id) former = incident;
        former.Append(EventTypes.ReferenceRemoved, change.Origin, change.Now, FactsOf(taught.System, lookup));
    }

    /// <summary>The customer was there when and where the lookup was made, not where it is answered.</summary>
    private async Task Count(LookupRecord lookup, Incident incident)
    {
        var id = LookupId.Write(lookup.Id);
        var there = new Origin(change.Origin.KeyId, lookup.Channel, lookup.Location, Team: null, lookup.Agent);
        incident.Meet(there, change.Now, new Facts { Kind = InteractionKinds.Through(lookup.Channel), Lookup = id }, lookup.WaitSeconds);
        await HandingOff.Arrive(change, incident, there, lookup.OccurredAt, id);
        await QuietClock.Extend(change, incident);
        lookup.Counted = true;
    }

    /// <summary>Not the words themselves: they are the customer's, and go when the incident's texts go.</summary>
    private static Facts FactsOf(string system, LookupRecord lookup) => new() { System = system, Taught = true, Lookup = LookupId.Write(lookup.Id) };
}
