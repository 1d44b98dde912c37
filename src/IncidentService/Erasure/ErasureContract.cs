using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Erasure;

/// <summary>Removal of personal data.</summary>
internal sealed class ErasureContract : SliceContract
{
    public static readonly OperationDescription Erase = new(
        "erasePersonalData",
        "Remove a customer's personal data",
        "Finds every incident that has this contact, and every incident merged with it, and removes all contacts, texts, search words and "
        + "taught words. Also removes references that are or contain a contact, what unanswered lookups quoted of the contact, and "
        + "responses stored for retries. Numbers, channels, times, money, approvals and promises stay, so every number still resolves. The "
        + "card shows when personal data was removed, and an event tells subscribers to delete their copies. Everything happens in one "
        + "transaction. Repeating the request finds nothing and changes nothing.")
    {
        Ok = "The data was removed, or there was none left.",
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
