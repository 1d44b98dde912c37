using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Keys.Limiting;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Approvals;

/// <summary>Grants and revokes approvals. Every grant uses this class, in the transaction that changes or opens the incident.</summary>
internal static class ApprovalChanges
{
    public static async Task<Outcome<Approval>> Grant(ChangeContext change, Incident incident, ApprovalInput input)
    {
        if (!change.May(Scopes.Approve)) return Problem.From(Problems.ScopeMissing, "approvals: they need the scope approve.");
        if (input.ValidateTimes(change.Now) is { } late) return late;
        if (incident.LastApproval >= Limits.ItemsOfIncident) return Problem.From(Problems.TooManyItems);
        if (change.Caller?.Key is { GrantLimits: { } limits } key && await AddToDailyTotal(change, key.Id, limits, input) is { } over)
            return over;
        var line = incident.Append(EventTypes.ApprovalGranted, change.Origin, change.Now, FactsOf(incident, input), input.Note);
        var approval = input.Create(incident, change.Origin, change.Now, line.Sequence);
        change.Transaction.AddApproval(approval);
        return approval;
    }

    public static async Task<Outcome<Approval>> Revoke(ChangeContext change, Incident incident, int ordinal, string? reason)
    {
        if (await change.Transaction.FindApproval(incident.NamedId, ordinal) is not { } approval) return Problem.From(Problems.ItemUnknown);
        if (approval.RevokedAt is not null) return approval;
        approval.Revoke(change.Origin, change.Now);
        await change.Transaction.RevokeApproval(approval);
        var facts = new Facts { Number = incident.NamedNumber.ToString(), Approval = approval.Ordinal };
        incident.Append(EventTypes.ApprovalRevoked, change.Origin, change.Now, facts, reason);
        return approval;
    }

    /// <summary>The approval gets its ordinal only after this call, so the facts state the next one.</summary>
    private static Facts FactsOf(Incident incident, ApprovalInput input) => new()
    {
        Number = incident.Number.ToString(),
        Approval = incident.LastApproval + 1,
        Item = input.Item,
        Quantity = input.Quantity,
        Money = Money.From(input.Money?.Amount, input.Money?.Currency),
    };

    /// <summary>
    /// Adds the grant to the daily total of its key. Returns a problem if the grant alone or the total exceeds the limits of the key.
    /// </summary>
    private static async Task<Problem?> AddToDailyTotal(ChangeContext change, long keyId, GrantLimits limits, ApprovalInput input)
    {
        if (limits.ValidateGrant(input) is { } refusal) return refusal;
        if (limits.PerDay is not { } most) return null;
        var day = GrantLimits.FindDay(change.Now, change.Settings.GrantZone);
        return await change.Transaction.TryAddToDailyTotal(keyId, day, (long)input.Value!.Value, most) ? null : limits.DailyLimitExceeded();
    }
}
