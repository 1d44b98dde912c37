using IncidentService.Handoffs;

namespace IncidentService.Hosting;

/// <summary>The customer is asked to call.</summary>
internal static partial class Examples
{
    private const string Handoff = $$"""
        { "number": "867530912374", "id": 1, "state": "open", "from": { "channel": "email", "team": "desk" }, "to": { "channel": "phone" },
          "reason": "Has to be ordered by phone", "told": "Please call us and quote 8675-3091-2374", "requestedAt": "{{Opened}}", "requestedBy": "Kim (desk 4)",
          "dueAt": "2026-11-21T10:00:00.000000Z" }
        """;

    private static Dictionary<Type, string> HandoffTexts => new()
    {
        [typeof(HandoffRequest)] = """{ "to": { "channel": "phone", "team": "orders" }, "reason": "Has to be ordered by phone", "told": "Please call us and quote 8675-3091-2374" }""",
        [typeof(HandoffView)] = Handoff,
        [typeof(HandoffPage)] = $$"""{ "items": [{{Handoff}}] }""",
    };
}
