namespace IncidentService.Hosting;

/// <summary>What the incident of the examples goes through.</summary>
internal static partial class Examples
{
    private const string Approval = $$"""
        { "number": "867530912374", "id": 1, "type": "price-match", "item": "DCD791", "quantity": 1, "money": { "amount": "129.99", "currency": "USD" },
          "partial": false, "uses": 1, "used": 0, "validFrom": "{{Opened}}", "validUntil": "2026-12-12T09:30:00.000000Z", "channels": ["phone", "store"], "locations": [],
          "grantedAt": "{{Opened}}", "grantedBy": "Kim (desk 4)", "grantedIn": "email" }
        """;

    private const string Promise = $$"""
        { "number": "867530912374", "id": 1, "kind": "promise", "text": "Someone will call you within 24 hours", "state": "open", "dueAt": "2026-11-22T09:30:00.000000Z",
          "team": "pricing", "promisedAt": "{{Opened}}", "promisedBy": "Kim (desk 4)", "promisedIn": "email" }
        """;

    private const string Handoff = $$"""
        { "number": "867530912374", "id": 1, "state": "open", "from": { "channel": "email", "team": "desk" }, "to": { "channel": "phone" },
          "reason": "Has to be ordered by phone", "told": "Please call us and quote 8675-3091-2374", "requestedAt": "{{Opened}}", "requestedBy": "Kim (desk 4)",
          "dueAt": "2026-11-21T10:00:00.000000Z" }
        """;

    private static Dictionary<Type, string> Life => new()
    {
        [typeof(Incidents.MergeRequest)] = """{ "into": "867530912374", "reason": "The same drill, asked about on the phone" }""",
        [typeof(Incidents.UnmergeRequest)] = """{ "reason": "Another customer's drill" }""",
    };
}
