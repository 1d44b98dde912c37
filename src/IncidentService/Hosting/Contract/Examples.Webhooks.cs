using IncidentService.Outbound;

namespace IncidentService.Hosting;

internal static partial class Examples
{
    private const string Webhook = $$"""
        { "id": "7529346839151804416", "sender": "webhook", "name": "Order system", "url": "https://orders.example.com/incidents",
          "types": ["approval.granted", "approval.revoked"], "state": "active", "stateSince": "{{Opened}}", "position": "1729", "waiting": 0, "setAside": 0,
          "createdAt": "{{Opened}}" }
        """;

    private const string Sent = $$"""
        { "id": "17", "event": "867530912374-3", "type": "org.incidentservice.approval.granted", "at": "{{Opened}}", "micros": 48211, "status": 503,
          "outcome": "status", "excerpt": "Back in five minutes" }
        """;

    private static Dictionary<Type, string> Webhooks => new()
    {
        [typeof(WebhookRequest)] = """{ "name": "Order system", "url": "https://orders.example.com/incidents", "types": ["approval.granted", "approval.revoked"] }""",
        [typeof(AmendWebhookRequest)] = """{ "url": "https://orders.example.com/v2/incidents", "types": [] }""",
        [typeof(WebhookView)] = Webhook,
        [typeof(WebhookList)] = $$"""{ "items": [{{Webhook}}] }""",
        [typeof(DeliveryView)] = Sent,
        [typeof(DeliveryPage)] = $$"""{ "items": [{{Sent}}] }""",
        [typeof(SetAsidePage)] = $$"""
            { "items": [{ "position": "1729", "event": "867530912374-3", "type": "org.incidentservice.approval.granted", "number": "867530912374", "attempts": 10,
                          "setAsideAt": "{{Opened}}", "reason": "It answered 422." }] }
            """,
        [typeof(RedeliveryRequest)] = """{ "positions": ["1729"] }""",
        [typeof(ReplayRequest)] = $$"""{ "since": "{{Opened}}" }""",
    };
}
