using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Lookup.Recording;

/// <summary>
/// Stores the answer of a lookup: it confirms a match, or answers a miss and teaches the quoted identifier, so that the next lookup finds
/// it.
/// </summary>
internal sealed class LookupAnswerChanges(ChangeContext change, WriteRequest request)
{
    private readonly Transaction transaction = change.Transaction;

    public async Task<Outcome<LookupRecord>> Answer(long lookupId, IncidentNumber number, string? system)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.From(Problems.LookupUnknown);
        if (await transaction.LockIncident(number) is not { } incident) return Problem.From(Problems.NumberUnknown);
        if (request.ValidateIfMatch(incident) is { } failed) return failed;
        if (lookup.AnswerId == incident.Id && lookup.TaughtSystem == system) return lookup;
        await RemoveTaughtReference(lookup, incident);
        if (system is not null && AddTaughtReference(lookup, incident, system) is { } refusal) return refusal;
        if (lookup is { CustomerPresent: true, Counted: false }) await RecordInteraction(lookup, incident);
        Answer(lookup, incident.Id, change.Now);
        return lookup;
    }

    public async Task<Outcome<Done>> Withdraw(long lookupId)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.From(Problems.LookupUnknown);
        await RemoveTaughtReference(lookup, null);
        Answer(lookup, null, null);
        return default(Done);
    }

    private void Answer(LookupRecord lookup, long? incidentId, Instant? now)
    {
        (lookup.AnswerId, lookup.AnsweredAt) = (incidentId, now);
        transaction.SaveAnswer(lookup);
    }

    private Problem? AddTaughtReference(LookupRecord lookup, Incident incident, string system)
    {
        if (lookup.Quoted is null || Shape.FindIdentifier(lookup.Quoted) is not { } identifier) return Problem.From(Problems.NotTeachable);
        if (ReferenceInput.From(system, identifier, change.Settings.Systems) is not { } reference)
            return Problem.From(Problems.NotTeachable);
        transaction.AddTaughtReference(incident, reference, lookup.Id);
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, FactsOf(system, lookup));
        return null;
    }

    /// <summary>
    /// Removes the reference that this lookup taught earlier, if any. `incident` is the instance to change if the reference belongs to it.
    /// </summary>
    private async Task RemoveTaughtReference(LookupRecord lookup, Incident? incident)
    {
        if (await transaction.FindTaughtReference(lookup.Id) is not { } taught) return;
        transaction.RemoveReference(taught);
        var former = await transaction.LockIncident(taught.IncidentId);
        if (former.Id == incident?.Id) former = incident;
        former.Append(EventTypes.ReferenceRemoved, change.Origin, change.Now, FactsOf(taught.System, lookup));
    }

    /// <summary>
    /// Records the interaction with the origin of the lookup, not of its answer. The customer arrived at a hand-off when the lookup was
    /// made.
    /// </summary>
    private async Task RecordInteraction(LookupRecord lookup, Incident incident)
    {
        var id = LookupId.Format(lookup.Id);
        var there = new Origin(change.Origin.KeyId, lookup.Channel, lookup.Location, Team: null, lookup.Agent);
        incident.RecordInteraction(
            there, change.Now, new Facts { Kind = InteractionKinds.ForChannel(lookup.Channel), Lookup = id }, lookup.WaitSeconds);
        await HandoffChanges.RecordArrival(change, incident, there, lookup.OccurredAt, id);
        await QuietPeriodTimer.Extend(change, incident);
        lookup.Counted = true;
    }

    /// <summary>The facts leave out the quoted text: it belongs to the customer and is erased with the texts of the incident.</summary>
    private static Facts FactsOf(string system, LookupRecord lookup) =>
        new() { System = system, Taught = true, Lookup = LookupId.Format(lookup.Id) };
}
