using IncidentService.Approvals;

namespace IncidentService.Hosting;

/// <summary>The price match is granted by e-mail, and redeemed at a till.</summary>
internal static partial class Examples
{
    private const string Approval = $$"""
        { "number": "867530912374", "id": 1, "type": "price-match", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" },
          "partial": false, "uses": 1, "used": 0, "validFrom": "{{Opened}}", "validUntil": "2026-12-12T09:30:00.000000Z", "channels": ["phone", "store"], "locations": [],
          "grantedAt": "{{Opened}}", "grantedBy": "Kim (desk 4)", "grantedIn": "email" }
        """;

    private const string Redeemed = """
        "number": "867530912374", "approval": 1, "transaction": "store-12-4711", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" },
        "redeemedBy": { "channel": "store", "location": "store-12", "agent": "Lee", "at": "2026-11-22T16:05:00.000000Z", "transaction": "store-12-4711" }
        """;

    private static Dictionary<Type, string> Approvals => new()
    {
        [typeof(ApprovalRequest)] = """
            { "type": "price-match", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" },
              "validUntil": "2026-12-12T09:30:00Z", "channels": ["phone", "store"] }
            """,
        [typeof(ApprovalView)] = Approval,
        [typeof(ApprovalList)] = $$"""{ "items": [{{Approval}}] }""",
        [typeof(RevocationRequest)] = """{ "reason": "granted by mistake" }""",
        [typeof(RedemptionRequest)] = """{ "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" } }""",
        [typeof(RedemptionView)] = $$"""{ {{Redeemed}} }""",
        [typeof(ReversalRequest)] = """{ "reason": "the card was declined" }""",
    };
}
