using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Erasure;

/// <summary>Removal of personal data.</summary>
internal sealed class ErasureContract : SliceContract
{
    public static readonly OperationDescription Erase = new(
        "erasePersonalData",
        "Remove a customer's personal data",
        "Takes all contacts and texts, search words and taught words from every incident that knows the customer by this contact, with all "
        + "that it was merged with, references that are or hold a contact, what unanswered lookups quoted of it, and answers kept for "
        + "retries. Numbers, channels, times, money, approvals and promises stay, so every number still resolves; its card says when "
        + "personal data was removed, and an event tells subscribers to delete their copies. One transaction. Erasing again finds nothing "
        + "and changes nothing.")
    {
        Request = typeof(ErasureRequest),
        Writes = true,
        Responses = [new(200, typeof(Erasure), "Removed; or nothing was left.")],
        Errors = [.. ProblemSets.Idempotency],
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["ErasureRequest.reason"] = Rules.Token, ["Erasure.incidents"] = Rules.Growing,
    };

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(ErasureRequest)] = """{ "contact": { "kind": "email", "value": "anna@example.com" }, "reason": "gdpr-17" }""",
        [typeof(Erasure)] = $$"""
            { "incidents": ["867530912374"], "erasedAt": "{{ExampleValues.OpenedAt}}", "removed": { "contacts": 2, "texts": 5,
              "references": 1, "lookups": 1, "replies": 3 } }
            """,
    };
}
