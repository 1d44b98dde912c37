using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Approvals;

/// <summary>Every grant leads through here, within the change of its incident or the one that opens it. It does not save the incident.</summary>
internal static class Granting
{
    public static async Task<(Approval? Approval, Problem? Problem)> Grant(
        Transaction transaction, Rulebook rules, Call call, Incident incident, GivenApproval given)
    {
        if (given.Lateness(transaction.Now) is { } late) return (null, late);
        if (incident.LastApproval >= Limits.ItemsOfIncident) return (null, Problem.Of(Problems.TooManyItems));
        if (call.Caller.Key.GrantLimits is { } limits && await Count(transaction, rules, call, limits, given) is { } over) return (null, over);
        var line = incident.Append(EventTypes.ApprovalGranted, call.Origin, transaction.Now, FactsOf(incident, given), given.Note);
        var approval = given.Create(incident, call.Origin, transaction.Now, line.Sequence);
        transaction.AddApproval(approval);
        return (approval, null);
    }

    /// <summary>The ordinal is the one that it is about to be given.</summary>
    private static Facts FactsOf(Incident incident, GivenApproval given) => new()
    {
        Number = incident.Number.ToString(),
        Approval = incident.LastApproval + 1,
        Item = given.Item,
        Quantity = given.Quantity,
        Money = Money.Of(given.Money?.Amount, given.Money?.Currency),
    };

    /// <summary>Adds the grant to what its key has granted on this day; a problem where that, or the grant alone, is more than the key may.</summary>
    private static async Task<Problem?> Count(Transaction transaction, Rulebook rules, Call call, GrantLimits limits, GivenApproval given)
    {
        if (limits.Refusal(given) is { } refusal) return refusal;
        if (limits.PerDay is not { } most) return null;
        var day = GrantLimits.DayOf(transaction.Now, rules.GrantZone);
        return await transaction.AddToDay(call.Caller.Key.Id, day, (long)given.Value!.Value, most) ? null : limits.OverDay();
    }
}
