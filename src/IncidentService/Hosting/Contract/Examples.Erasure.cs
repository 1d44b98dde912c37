using IncidentService.Erasure;

namespace IncidentService.Hosting;

internal static partial class Examples
{
    private static Dictionary<Type, string> OfErasure => new()
    {
        [typeof(ErasureRequest)] = """{ "contact": { "kind": "email", "value": "anna@example.com" }, "reason": "gdpr-17" }""",
        [typeof(Erasure.Erasure)] = $$"""
            { "incidents": ["867530912374"], "erasedAt": "{{Opened}}", "removed": { "contacts": 2, "texts": 5, "references": 1, "lookups": 1, "replies": 3 } }
            """,
    };
}
