using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Approvals;

/// <summary>Approvals and their redemptions.</summary>
internal sealed class ApprovalContract : SliceContract
{
    private static readonly ProblemKind[] NotRedeemable =
    [
        Problems.ApprovalRevoked, Problems.ApprovalNotHere, Problems.ApprovalNotYetValid, Problems.ApprovalExpired,
        Problems.ApprovalExhausted,
    ];

    public static readonly OperationDescription List = new(
        "listApprovals",
        "List approvals",
        "All of them, used up, expired or revoked ones too, oldest first, with those of incidents that were merged into this one. `number` "
        + "and `id` are each one's address. The scope redeem is enough.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(ApprovalList), "The approvals."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription Grant = new(
        "grantApproval",
        "Grant an approval",
        "What a till or a rep may honour, where, until when and how often. A key may have a maximum for one approval and for one day; then "
        + "each has to state its money. A day's total counts what was revoked too.")
    {
        Request = typeof(ApprovalRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(ApprovalView), "Granted; the approval.")],
        Errors =
        [
            Problems.NumberUnknown, Problems.GrantTooLarge, Problems.DayMaximumReached, Problems.GrantMoneyRequired, Problems.TooManyItems,
            .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Get = new(
        "getApproval",
        "Get one approval",
        "By its ordinal within the incident. The scope redeem is enough.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(ApprovalView), "The approval."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Revoke = new(
        "revokeApproval",
        "Revoke an approval",
        "From now on nobody redeems it; what was redeemed stays so. Revoking it twice changes nothing more. A key without the scope read "
        + "or redeem is not shown the note.")
    {
        Request = typeof(RevocationRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(ApprovalView), "The approval as it is now.")],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Redeem = new(
        "redeemApproval",
        "Redeem an approval",
        "Exactly once for the till's own transaction id: whoever got no answer repeats the request, from the same place with the same "
        + "details, and gets the first answer again. Honour what this answers, and nothing else. Never more is redeemed than was granted, "
        + "however many tills race; `redeemedBy` names who was first. Checked in this order: the same transaction, an own grant, revoked, "
        + "place, not yet valid, expired, used up, and then whether item, quantity and money fit.")
    {
        Request = typeof(RedemptionRequest),
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses =
        [
            new(201, typeof(RedemptionView), "Redeemed: honour it."),
            new(200, typeof(RedemptionView), "Redeemed before, by this transaction."),
        ],
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.OwnGrant, Problems.RedemptionReversed, .. NotRedeemable,
            Problems.RedemptionDiffers, Problems.DoesNotFit,
        ],
    };

    public static readonly OperationDescription GetRedemption = new(
        "getRedemption",
        "Get one redemption",
        "By the till's transaction id. The scope redeem is enough.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(RedemptionView), "The redemption."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription ReverseRedemption = new(
        "reverseRedemption",
        "Reverse a redemption",
        "Frees exactly what it had taken, once; reversing it again changes nothing more. One that arrives before its redemption is "
        + "recorded and blocks it.")
    {
        Request = typeof(ReversalRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(RedemptionView), "Reversed.")],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, .. ProblemSets.Idempotency],
    };

    public override RuleSet Fields => new()
    {
        ["approvals"] = Rules.Growing,
        ["amount"] = new() { MaxLength = 16, MinLength = 1, Pattern = "^[0-9]{1,11}(\\.[0-9]{1,4})?$" },
        ["currency"] = new() { MaxLength = 3, MinLength = 3, Pattern = "^[A-Z]{3}$" },
        ["item"] = Rules.Line, ["quantity"] = new() { Minimum = 1, Maximum = Limits.Quantity },
        ["uses"] = new() { Minimum = 1, Maximum = Limits.Uses },
        ["grantedBy"] = Rules.Line, ["grantedIn"] = Rules.Channel, ["transaction"] = Rules.Line,
        ["validFrom"] = Rules.Time, ["validUntil"] = Rules.Time,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["ApprovalRequest.type"] = Rules.OneOf(ApprovalTypes.All), ["ApprovalView.type"] = Rules.OneOf(ApprovalTypes.All),
        ["ApprovalRequest.locations"] = new() { MaxItems = Limits.References, Item = Rules.Token },
        ["ApprovalList.items"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["approval"] = Rules.Ordinal("The approval's ordinal within its incident, from 1."),
        ["transaction"] = new("The till's own id of its transaction, unique among all tills; percent-encoded.")
        {
            MaxLength = Limits.Line, MinLength = 1, Pattern = Patterns.FilledLine, Example = "store-12-4711",
        },
    };

    public const string Example = $$"""
        { "number": "867530912374", "id": 1, "type": "price-match", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99",
          "currency": "USD" }, "partial": false, "uses": 1, "used": 0, "validFrom": "{{ExampleValues.OpenedAt}}",
          "validUntil": "2026-12-12T09:30:00.000000Z", "channels": ["phone", "store"], "locations": [],
          "grantedAt": "{{ExampleValues.OpenedAt}}", "grantedBy": "Kim (desk 4)", "grantedIn": "email" }
        """;

    private const string Redeemed = """
        "number": "867530912374", "approval": 1, "transaction": "store-12-4711", "item": "DCD791", "quantity": 1,
          "money": { "amount": "129.99", "currency": "USD" }, "redeemedBy": { "channel": "store", "location": "store-12", "agent": "Lee",
          "at": "2026-11-22T16:05:00.000000Z", "transaction": "store-12-4711" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(ApprovalRequest)] = """
            { "type": "price-match", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" },
              "validUntil": "2026-12-12T09:30:00Z", "channels": ["phone", "store"] }
            """,
        [typeof(ApprovalView)] = Example,
        [typeof(ApprovalList)] = $$"""{ "items": [{{Example}}] }""",
        [typeof(RevocationRequest)] = """{ "reason": "granted by mistake" }""",
        [typeof(RedemptionRequest)] = """{ "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" } }""",
        [typeof(RedemptionView)] = $$"""{ {{Redeemed}} }""",
        [typeof(ReversalRequest)] = """{ "reason": "the card was declined" }""",
    };
}
