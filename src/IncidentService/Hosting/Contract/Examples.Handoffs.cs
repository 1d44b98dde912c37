using IncidentService.Handoffs;

namespace IncidentService.Hosting;

/// <summary>The customer is asked to call.</summary>
internal static partial class Examples
{
    private static Dictionary<Type, string> HandoffTexts => new()
    {
        [typeof(HandoffRequest)] = """{ "to": { "channel": "phone", "team": "orders" }, "reason": "Has to be ordered by phone", "told": "Please call us and quote 8675-3091-2374" }""",
        [typeof(HandoffView)] = Handoff,
        [typeof(HandoffPage)] = $$"""{ "items": [{{Handoff}}] }""",
    };
}
