using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts.Permissions;
using IncidentService.Incidents;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;

namespace IncidentService.Contacts;

/// <summary>Contacts, and permission to approach a customer.</summary>
internal sealed class ContactContract : SliceContract
{
    public static readonly OperationDescription Add = new(
        "addContact",
        "Add a contact",
        "Another way in which the customer is known. If the incident has the contact already, the response is 200 and nothing changes, except that a contact to be confirmed becomes a confirmed one.")
    {
        Ok = "The incident had it already.",
        Created = "It was added.",
        Errors = [Problems.NumberUnknown, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getContact",
        "Get one contact",
        "Identified by its ordinal within the incident.")
    {
        Ok = "The contact.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Remove = new(
        "removeContact",
        "Remove a contact",
        "Removes the value. The ordinal is never used again. Repeating the request changes nothing more.")
    {
        NoContent = "It was removed.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription AskPermission = new(
        "askPermission",
        "Ask for permission to contact a customer",
        "Ask before a survey, a request for a review, marketing or a courtesy call. Refused after the customer said \"no more\", for a "
        + "second survey about one incident, and for any purpose within 30 days (by default) of the last permission. This covers all "
        + "incidents of the customer, which are those that share an e-mail, phone, handle or loyalty number. A granted permission counts "
        + "as contact; of several concurrent requests, only one is granted.")
    {
        Ok = "Whether it is allowed, and why not.",
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription OptOut = new(
        "optOut",
        "Record that the customer said \"no more\"",
        "From now on, nobody gets permission to contact this customer, under any contact of theirs that we know. The service stores keyed "
        + "hashes, which remain after the contacts are removed. Repeating the request changes nothing.")
    {
        Ok = "The opt-out is recorded. The body is the answer to all permission requests from now on.",
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses, .. ProblemSets.Idempotency],
    };

    public override RuleSet Fields => new()
    {
        ["contacts"] = new() { MaxItems = Limits.Contacts }, ["kind"] = Rules.OneOf(ContactKinds.All), ["purpose"] = Rules.Token,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["Card.contacts"] = Rules.Growing,
        ["PermissionRequest.purpose"] = Rules.OneOf(Purposes.All), ["Permission.reason"] = Rules.OneOf(PermissionReasons.All),
    };

    public override RuleSet Parameters => new()
    {
        ["contact"] = Rules.Ordinal("The contact's ordinal within its incident, from 1."),
    };

    public const string Example = $$"""
        { "number": "867530912374", "id": 1, "kind": "email", "value": "anna@example.com", "addedAt": "{{ExampleValues.OpenedAt}}" }
        """;

    public const string Masked = $$"""
        { "number": "867530912374", "id": 1, "kind": "email", "value": "a•••@example.com", "addedAt": "{{ExampleValues.OpenedAt}}" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(ContactRequest)] = """{ "kind": "phone", "value": "+1 555 010 0199" }""",
        [typeof(CardContact)] = Example,
        [typeof(PermissionRequest)] = """
            { "contact": { "kind": "email", "value": "anna@example.com" }, "purpose": "survey", "number": "867530912374" }
            """,
        [typeof(OptOutRequest)] = """{ "contact": { "kind": "email", "value": "anna@example.com" }, "number": "867530912374" }""",
        [typeof(Permission)] = """{ "allowed": false, "reason": "asked-recently", "until": "2026-12-21T09:30:00.000000Z" }""",
    };
}
