using IncidentService.Approvals;

namespace IncidentService.Hosting;

/// <summary>Approvals, and what is redeemed of them.</summary>
internal static partial class Operations
{
    private static ProblemKind[] NotNow =>
    [
        Problems.ApprovalRevoked, Problems.ApprovalNotHere, Problems.ApprovalNotYetValid, Problems.ApprovalExpired, Problems.ApprovalExhausted,
    ];

    public static readonly Operation ListApprovals = new(
        "List approvals",
        "All of them, used up, expired or revoked ones too, oldest first, with those of incidents that were merged into this one. `number` and `id` are each one's address. "
        + "The scope redeem is enough.")
    {
        Tagged = true,
        Answers = [new(200, typeof(ApprovalList), "The approvals."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly Operation GrantApproval = new(
        "Grant an approval",
        "What a till or a rep may honour, where, until when and how often. A key may have a maximum for one approval and for one day; then each has to state its money. "
        + "A day's total counts what was revoked too.")
    {
        Body = typeof(ApprovalRequest), Writes = true, Tagged = true,
        Answers = [new(201, typeof(ApprovalView), "Granted; the approval.")],
        Refusals = [Problems.NumberUnknown, Problems.GrantTooLarge, Problems.DayMaximumReached, Problems.GrantMoneyRequired, Problems.TooManyItems, .. Once],
    };

    public static readonly Operation GetApproval = new(
        "Get one approval", "By its ordinal within the incident. The scope redeem is enough.")
    {
        Tagged = true,
        Answers = [new(200, typeof(ApprovalView), "The approval."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation RevokeApproval = new(
        "Revoke an approval", "From now on nobody redeems it; what was redeemed stays so. Revoking it twice changes nothing more. A key without the scope read or redeem is not shown the note.")
    {
        Body = typeof(RevocationRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(ApprovalView), "The approval as it is now.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, .. Once],
    };

    public static readonly Operation RedeemApproval = new(
        "Redeem an approval",
        "Exactly once for the till's own transaction id: whoever got no answer repeats the request, from the same place with the same details, and gets the first answer again. "
        + "Honour what this answers, and nothing else. Never more is redeemed than was granted, however many tills race; `redeemedBy` names who was first. "
        + "Checked in this order: the same transaction, an own grant, revoked, place, not yet valid, expired, used up, and then whether item, quantity and money fit.")
    {
        Body = typeof(RedemptionRequest), Writes = true, Guarded = true, Tagged = true,
        Answers = [new(201, typeof(RedemptionView), "Redeemed: honour it."), new(200, typeof(RedemptionView), "Redeemed before, by this transaction.")],
        Refusals =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.OwnGrant, Problems.RedemptionReversed, .. NotNow, Problems.RedemptionDiffers, Problems.DoesNotFit,
        ],
    };

    public static readonly Operation GetRedemption = new(
        "Get one redemption", "By the till's transaction id. The scope redeem is enough.")
    {
        Tagged = true,
        Answers = [new(200, typeof(RedemptionView), "The redemption."), new(304, null, "Unchanged since the ETag in If-None-Match.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly Operation ReverseRedemption = new(
        "Reverse a redemption",
        "Frees exactly what it had taken, once; reversing it again changes nothing more. One that arrives before its redemption is recorded and blocks it.")
    {
        Body = typeof(ReversalRequest), Writes = true, Tagged = true,
        Answers = [new(200, typeof(RedemptionView), "Reversed.")],
        Refusals = [Problems.NumberUnknown, Problems.ItemUnknown, .. Once],
    };
}
