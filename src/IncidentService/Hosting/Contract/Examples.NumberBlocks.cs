using IncidentService.NumberBlocks;

namespace IncidentService.Hosting;

/// <summary>A store's line is going to be down.</summary>
internal static partial class Examples
{
    private const string Block = $$"""
        "id": "7529346839151804417", "reservedBy": "Store 12", "channel": "store", "location": "store-12", "size": 2, "opened": 0,
        "createdAt": "{{Opened}}", "expiresAt": "2026-12-21T09:30:00.000000Z"
        """;

    private static Dictionary<Type, string> NumberBlockTexts => new()
    {
        [typeof(NumberBlockRequest)] = """{ "size": 2, "expiresAt": "2026-12-21T09:30:00Z" }""",
        [typeof(NumberBlockView)] = $$"""{ {{Block}}, "numbers": ["275310948871", "867530912374"] }""",
        [typeof(NumberBlockPage)] = $$"""{ "items": [{ {{Block}} }] }""",
    };
}
