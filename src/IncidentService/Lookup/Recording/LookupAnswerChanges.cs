using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Promises.Overdue;
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
internal static class LookupAnswerChanges
{
    public static async Task<Outcome<LookupRecord>> Answer(
        ChangeContext change, WriteRequest request, long lookupId, LookupAnswerInput input)
    {
        var (number, system) = (input.Number, input.System);
        var transaction = change.Transaction;
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.From(Problems.LookupUnknown);
        if (await transaction.LockIncident(number) is not { } incident) return Problem.From(Problems.NumberUnknown);
        if (request.ValidateIfMatch(incident) is { } failed) return failed;
        if (lookup.AnswerId == incident.Id && lookup.TaughtSystem == system) return lookup;
        await RemoveTaughtReference(change, lookup, incident);
        if (system is not null && AddTaughtReference(change, lookup, incident, system) is { } refusal) return refusal;
        if (lookup is { CustomerPresent: true, Counted: false }) await RecordInteraction(change, lookup, incident);
        SaveAnswer(transaction, lookup, incident.Id);
        return lookup;
    }

    public static async Task<Outcome<Done>> Withdraw(ChangeContext change, long lookupId)
    {
        if (await change.Transaction.LockLookup(lookupId) is not { } lookup) return Problem.From(Problems.LookupUnknown);
        await RemoveTaughtReference(change, lookup, null);
        SaveAnswer(change.Transaction, lookup, null);
        return default(Done);
    }

    private static void SaveAnswer(Transaction transaction, LookupRecord lookup, long? incidentId)
    {
        (lookup.AnswerId, lookup.AnsweredAt) = (incidentId, incidentId is null ? null : transaction.Now);
        transaction.SaveAnswer(lookup);
    }

    private static Problem? AddTaughtReference(ChangeContext change, LookupRecord lookup, Incident incident, string system)
    {
        if (lookup.Quoted is null || Shape.FindIdentifier(lookup.Quoted) is not { } identifier) return Problem.From(Problems.NotTeachable);
        var reference = new ReferenceInput(system, identifier, change.Settings.Systems.FormatKey(system, identifier));
        change.Transaction.AddTaughtReference(incident, reference, lookup.Id);
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, FactsOf(system, lookup));
        return null;
    }

    /// <summary>
    /// Removes the reference that this lookup taught earlier, if any. `incident` is the instance to change if the reference belongs to it.
    /// </summary>
    private static async Task RemoveTaughtReference(ChangeContext change, LookupRecord lookup, Incident? incident)
    {
        var transaction = change.Transaction;
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
    private static async Task RecordInteraction(ChangeContext change, LookupRecord lookup, Incident incident)
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
