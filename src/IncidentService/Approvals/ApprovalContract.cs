using IncidentService.Approvals.Redemptions;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

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
        "All approvals, including used up, expired and revoked ones, oldest first, together with those of incidents merged into this one. "
        + "`number` and `id` form the address of each. The scope redeem is enough.")
    {
        Ok = "The approvals.",
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription Grant = new(
        "grantApproval",
        "Grant an approval",
        "Says what a till or a rep may honour, where, until when and how often. If the key has a maximum per approval or per day, the "
        + "approval must state its money. The total of a day includes revoked approvals.")
    {
        Created = "The approval was granted.",
        Errors =
        [
            Problems.NumberUnknown, Problems.GrantTooLarge, Problems.DayMaximumReached, Problems.GrantMoneyRequired, Problems.TooManyItems,
            .. ProblemSets.Idempotency,
        ],
    };

    public static readonly OperationDescription Get = new(
        "getApproval",
        "Get one approval",
        "Identified by its ordinal within the incident. The scope redeem is enough.")
    {
        Ok = "The approval.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Revoke = new(
        "revokeApproval",
        "Revoke an approval",
        "Prevents further redemptions; earlier redemptions stay. Repeating the request changes nothing more. A key without the scope read "
        + "or redeem does not see the note.")
    {
        Ok = "The current approval.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Redeem = new(
        "redeemApproval",
        "Redeem an approval",
        "Redeems exactly once per transaction id of the till. A till that received no response repeats the request, from the same place "
        + "with the same details, and gets the first response again. Honour only what the response contains. However many tills race, "
        + "never more is redeemed than was granted; `redeemedBy` names who was first. Checks run in this order: same transaction, own "
        + "grant, revoked, place, not yet valid, expired, used up, and then whether item, quantity and money fit.")
    {
        Ok = "This transaction redeemed it before.",
        Created = "It was redeemed: honour it.",
        Errors =
        [
            Problems.NumberUnknown, Problems.ItemUnknown, Problems.OwnGrant, Problems.RedemptionReversed, .. NotRedeemable,
            Problems.RedemptionDiffers, Problems.DoesNotFit,
        ],
    };

    public static readonly OperationDescription GetRedemption = new(
        "getRedemption",
        "Get one redemption",
        "Identified by the till's transaction id. The scope redeem is enough.")
    {
        Ok = "The redemption.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription ReverseRedemption = new(
        "reverseRedemption",
        "Reverse a redemption",
        "Releases exactly what the redemption used, once. Repeating the request changes nothing more. A reversal that arrives before its "
        + "redemption is recorded and blocks the redemption.")
    {
        Ok = "The redemption is reversed.",
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

    private const string Money = """ "money": { "not": { "type": "null" } } """;
    private const string Item = $$""" "item": { "not": { "type": "null" }, "pattern": "{{Patterns.NotBlank}}" } """;
    private const string Unparted = """ "partial": { "const": false } """;
    private const string NeedsMoney = $$""" "required": ["money"], "properties": { {{Money}} } """;
    private const string NeedsItem = $$""" "required": ["item"], "properties": { {{Item}} } """;

    public override IReadOnlyDictionary<string, string> Conditions => new Dictionary<string, string>
    {
        [nameof(ApprovalRequest)] = $$"""
            { "if": { "properties": { "type": { "const": "price-match" } } },
                        "then": { "required": ["money"], "properties": { {{Money}}, {{Unparted}} } },
              "else": { "if": { "properties": { "type": { "const": "replacement" } } },
                        "then": { "required": ["item"], "properties": { {{Item}}, {{Unparted}} } },
              "else": { "if": { "anyOf": [{ "properties": { "type": { "const": "discount" } } },
                                          { "required": ["partial"], "properties": { "partial": { "const": true } } }] },
                        "then": { {{NeedsMoney}} },
              "else": { "if": { "properties": { "type": { "const": "refund" } } },
                        "then": { "anyOf": [{ {{NeedsMoney}} }, { {{NeedsItem}} }] } } } } }
            """,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["MoneyRequest.amount"] = new() { MaxLength = 16, MinLength = 1, Pattern = "^(?=.*[1-9])[0-9]{1,11}(\\.[0-9]{1,4})?$" },
        ["ApprovalRequest.type"] = Rules.OneOf(ApprovalTypes.All), ["ApprovalView.type"] = Rules.OneOf(ApprovalTypes.All),
        ["ApprovalRequest.locations"] = new() { MaxItems = Limits.References, Item = Rules.Token },
        ["ApprovalList.items"] = Rules.Growing,
    };

    public override RuleSet Parameters => new()
    {
        ["approval"] = Rules.Ordinal("The approval's ordinal within its incident, from 1."),
        ["transaction"] = new("The till's transaction id, unique among all tills, percent-encoded.")
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
