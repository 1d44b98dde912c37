using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Approvals.Redemptions;

/// <summary>A redemption, and whether this change created it. A repeated request returns the existing redemption.</summary>
internal readonly record struct Redeemed(Redemption Redemption, bool IsNew);

/// <summary>Redeems approvals and reverses redemptions, in the transaction that changes the incident.</summary>
internal static class RedemptionChanges
{
    public static async Task<Outcome<Redeemed>> Redeem(ChangeContext change, LockedApproval locked, RedemptionInput input)
    {
        var (transaction, origin, incident) = (change.Transaction, change.Origin, locked.Incident);
        if (locked.Approval is not { } approval) return Problem.From(Problems.ItemUnknown);
        if (locked.Redemption is { } known)
            return input.ValidateRepeat(known, origin) is { } different ? different : new Redeemed(known, IsNew: false);
        if (input.Money?.Fault is { } fault) return Problem.Invalid(fault);
        var last = approval.IsExhausted ? await transaction.FindLastRedemption(approval) : null;
        if ((RedemptionInput.ValidateApproval(approval, last, origin, change.Now) ?? input.ValidateTerms(approval)) is { } refusal)
            return refusal;
        var redemption = input.CreateRedemption(approval, origin, change.Now);
        transaction.SaveRedemption(approval, redemption);
        incident.Append(EventTypes.ApprovalRedeemed, origin, change.Now, FactsOf(redemption, incident));
        return new Redeemed(redemption, IsNew: true);
    }

    /// <summary>Releases what was redeemed. A reversal that arrives before its redemption blocks that redemption permanently.</summary>
    public static async Task<Outcome<Redemption>> Reverse(ChangeContext change, Incident incident, int ordinal, ReversalInput input)
    {
        var transaction = change.Transaction;
        if (await transaction.FindApproval(incident.NamedId, ordinal) is not { } approval) return Problem.From(Problems.ItemUnknown);
        var redemption = await transaction.FindRedemption(approval, input.Transaction);
        if (redemption?.ReversedAt is not null) return redemption;
        if (redemption is null)
        {
            redemption = Redemption.CreateReversedInAdvance(approval, input.Transaction, change.Origin, change.Now);
            transaction.AddRedemption(redemption);
        }
        else
        {
            redemption.Reverse(change.Origin, change.Now);
            await transaction.SaveReversal(approval, redemption);
        }
        incident.Append(EventTypes.RedemptionReversed, change.Origin, change.Now, FactsOf(redemption, incident), input.Reason);
        return redemption;
    }

    private static Facts FactsOf(Redemption redemption, Incident incident) => new()
    {
        Number = incident.NamedNumber.ToString(),
        Approval = redemption.Approval,
        Transaction = redemption.TransactionId,
        Item = redemption.Item,
        Quantity = redemption.Quantity,
        Money = Money.From(redemption.Amount, redemption.Currency),
    };
}
