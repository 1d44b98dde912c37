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

/// <summary>That the customer was present at a lookup: where and when it was made, its id, and how long the customer had waited.</summary>
internal sealed record LookupPresence(Origin There, Instant At, string Lookup, int? WaitSeconds);

/// <summary>
/// Records the interaction of a lookup, and its answer: that confirms a match, or answers a miss and teaches the quoted identifier, so that
/// the next lookup finds it.
/// </summary>
internal static class LookupChanges
{
    /// <summary>Records the interaction, and the customer's arrival at the hand-offs to that place.</summary>
    public static async Task RecordInteraction(ChangeContext change, Incident incident, LookupPresence presence)
    {
        var (there, at, lookup, waitSeconds) = presence;
        var facts = new Facts { Kind = InteractionKinds.ForChannel(there.Channel), Lookup = lookup };
        incident.RecordInteraction(there, change.Now, facts, waitSeconds);
        await HandoffChanges.RecordArrival(change, incident, there, at, lookup);
        await QuietPeriodTimer.Extend(change, incident);
    }

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
        if (lookup is { CustomerPresent: true, Counted: false }) await RecordInteraction(change, incident, lookup);
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
        if (ReferenceInput.From(system, identifier, change.Settings.Systems) is not { } reference)
            return Problem.From(Problems.NotTeachable);
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

    /// <summary>The interaction has the origin of the lookup, not of its answer.</summary>
    private static async Task RecordInteraction(ChangeContext change, Incident incident, LookupRecord lookup)
    {
        var there = new Origin(change.Origin.KeyId, lookup.Channel, lookup.Location, Team: null, lookup.Agent);
        var presence = new LookupPresence(there, lookup.OccurredAt, LookupId.Format(lookup.Id), lookup.WaitSeconds);
        await RecordInteraction(change, incident, presence);
        lookup.Counted = true;
    }

    /// <summary>The facts leave out the quoted text: it belongs to the customer and is erased with the texts of the incident.</summary>
    private static Facts FactsOf(string system, LookupRecord lookup) =>
        new() { System = system, Taught = true, Lookup = LookupId.Format(lookup.Id) };
}
