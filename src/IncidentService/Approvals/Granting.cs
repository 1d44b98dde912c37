using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Approvals;

/// <summary>Every grant leads through here, within the change of its incident or the one that opens it.</summary>
internal static class Granting
{
    public static async Task<Outcome<Approval>> Grant(ChangeContext change, Incident incident, GivenApproval given)
    {
        if (!change.May(Scopes.Approve)) return Problem.Of(Problems.ScopeMissing, "approvals: they need the scope approve.");
        if (given.Lateness(change.Now) is { } late) return late;
        if (incident.LastApproval >= Limits.ItemsOfIncident) return Problem.Of(Problems.TooManyItems);
        if (change.Caller?.Key is { GrantLimits: { } limits } key && await Count(change, key.Id, limits, given) is { } over) return over;
        var line = incident.Append(EventTypes.ApprovalGranted, change.Origin, change.Now, FactsOf(incident, given), given.Note);
        var approval = given.Create(incident, change.Origin, change.Now, line.Sequence);
        change.Transaction.AddApproval(approval);
        return approval;
    }

    public static async Task<Outcome<Approval>> Revoke(ChangeContext change, Incident incident, int ordinal, string? reason)
    {
        if (await change.Transaction.FindApproval(incident.NamedId, ordinal) is not { } approval) return Problem.Of(Problems.ItemUnknown);
        if (approval.RevokedAt is not null) return approval;
        approval.Revoke(change.Origin, change.Now);
        await change.Transaction.RevokeApproval(approval);
        var facts = new Facts { Number = incident.NamedNumber.ToString(), Approval = approval.Ordinal };
        incident.Append(EventTypes.ApprovalRevoked, change.Origin, change.Now, facts, reason);
        return approval;
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
    private static async Task<Problem?> Count(ChangeContext change, long keyId, GrantLimits limits, GivenApproval given)
    {
        if (limits.Refusal(given) is { } refusal) return refusal;
        if (limits.PerDay is not { } most) return null;
        var day = GrantLimits.DayOf(change.Now, change.Settings.GrantZone);
        return await change.Transaction.AddToDay(keyId, day, (long)given.Value!.Value, most) ? null : limits.OverDay();
    }
}
