using IncidentService.Promises;

namespace IncidentService.Hosting;

internal static partial class Examples
{
    private const string Promise = $$"""
        { "number": "867530912374", "id": 1, "kind": "promise", "text": "Someone will call you within 24 hours", "state": "open", "dueAt": "2026-11-22T09:30:00.000000Z",
          "team": "pricing", "promisedAt": "{{Opened}}", "promisedBy": "Kim (desk 4)", "promisedIn": "email" }
        """;

    private static Dictionary<Type, string> Promises => new()
    {
        [typeof(PromiseRequest)] = """{ "text": "Someone will call you within 24 hours", "dueAt": "2026-11-22T09:30:00Z", "team": "pricing" }""",
        [typeof(PromiseOutcomeRequest)] = """{ "outcome": "kept", "note": "Called back, the price is matched." }""",
        [typeof(PromiseView)] = Promise,
        [typeof(PromisePage)] = $$"""{ "items": [{{Promise}}] }""",
    };
}
