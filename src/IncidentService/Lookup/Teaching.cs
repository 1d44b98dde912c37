using IncidentNumbers;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.References;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Lookup;

/// <summary>Tells a lookup which incident it was about: confirms a match, or answers a miss and teaches its words, so that they are found the next time.</summary>
internal sealed class Teaching(Transaction transaction, Rulebook rules, Call call)
{
    public async Task<Reply> Answer(long lookupId, IncidentNumber number, string? system)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.Of(Problems.LookupUnknown);
        if (await transaction.Lock(number) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        if (call.Precondition(incident) is { } failed) return failed;
        if (lookup.AnswerId == incident.Id && lookup.TaughtSystem == system) return await Show(lookupId);
        if (await Forget(lookup)) incident = await transaction.Lock(incident.Id);
        if (system is not null && await Teach(lookup, incident, system) is { } refusal) return refusal;
        if (lookup is { CustomerPresent: true, Counted: false }) await Count(lookup, incident);
        lookup.AnswerId = incident.Id;
        lookup.AnsweredAt = transaction.Now;
        transaction.SaveAnswer(lookup);
        if (incident.News.Count > 0) await transaction.Save(incident);
        return await Show(lookupId);
    }

    public async Task<Reply> Withdraw(long lookupId)
    {
        if (await transaction.LockLookup(lookupId) is not { } lookup) return Problem.Of(Problems.LookupUnknown);
        await Forget(lookup);
        (lookup.AnswerId, lookup.AnsweredAt) = (null, null);
        transaction.SaveAnswer(lookup);
        return Reply.Empty(StatusCodes.Status204NoContent);
    }

    private async Task<Problem?> Teach(LookupRecord lookup, Incident incident, string system)
    {
        if (lookup.Quoted is null || Shape.IdentifierIn(lookup.Quoted) is not { } identifier) return Problem.Of(Problems.NotTeachable);
        var reference = new GivenReference(system, identifier, rules.Systems.KeyOf(system, identifier));
        transaction.Teach(incident, reference, lookup.Id);
        incident.Append(EventTypes.ReferenceAdded, call.Origin, transaction.Now, FactsOf(system, lookup));
        return null;
    }

    /// <summary>Undoes what this lookup taught before, if anything.</summary>
    private async Task<bool> Forget(LookupRecord lookup)
    {
        if (await transaction.TaughtBy(lookup.Id) is not { } taught) return false;
        transaction.RemoveReference(taught);
        var incident = await transaction.Lock(taught.IncidentId);
        incident.Append(EventTypes.ReferenceRemoved, call.Origin, transaction.Now, FactsOf(taught.System, lookup));
        await transaction.Save(incident);
        return true;
    }

    /// <summary>The customer was there when and where the lookup was made, not where it is answered.</summary>
    private async Task Count(LookupRecord lookup, Incident incident)
    {
        var id = LookupId.Write(lookup.Id);
        var there = new Origin(call.Origin.KeyId, lookup.Channel, lookup.Location, Team: null, lookup.Agent);
        incident.Meet(there, transaction.Now, new Facts { Kind = InteractionKinds.Through(lookup.Channel), Lookup = id }, lookup.WaitSeconds);
        await HandingOff.Arrive(transaction, incident, there, lookup.OccurredAt, id);
        await QuietClock.Extend(transaction, rules, incident);
        lookup.Counted = true;
    }

    /// <summary>What was quoted is the customer's: only who may read sees it.</summary>
    private async Task<Reply> Show(long lookupId)
    {
        var lookup = RecordedLookup.Of((await transaction.LockLookup(lookupId))!);
        return Reply.Ok(call.Caller.May(Scopes.Read) ? lookup : lookup with { Quoted = null }, Json.Wire.RecordedLookup);
    }

    /// <summary>Not the words themselves: they are the customer's, and go when the incident's texts go.</summary>
    private static Facts FactsOf(string system, LookupRecord lookup) => new() { System = system, Taught = true, Lookup = LookupId.Write(lookup.Id) };
}
