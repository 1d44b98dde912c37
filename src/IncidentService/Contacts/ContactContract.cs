using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.OpenApi;

namespace IncidentService.Contacts;

/// <summary>Contacts, and permission to approach a customer.</summary>
internal sealed class ContactContract : SliceContract
{
    public static readonly OperationDescription Add = new(
        "addContact",
        "Add a contact",
        "How else the customer is known. A contact that the incident has already is answered with 200 and changes nothing.")
    {
        Request = typeof(ContactRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(CardContact), "Added."), new(200, typeof(CardContact), "The incident had it already.")],
        Errors = [Problems.NumberUnknown, Problems.TooManyItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getContact",
        "Get one contact",
        "By its ordinal within the incident.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(CardContact), "The contact."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Remove = new(
        "removeContact",
        "Remove a contact",
        "Its value goes; its ordinal is never given again. Removing it twice changes nothing more.")
    {
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses = [new(204, null, "Gone.")],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription AskPermission = new(
        "askPermission",
        "May we approach this customer?",
        "Asked before a survey, a request for a review, marketing or a courtesy call. None after \"no more\", one survey an incident, one "
        + "of any purpose in 30 days (unless configured otherwise) over all incidents of the customer: those that share an e-mail, phone, "
        + "handle or loyalty number. Being allowed counts as asking; of several who ask at once one is allowed.")
    {
        Request = typeof(PermissionRequest),
        Writes = true,
        Responses = [new(200, typeof(Permission), "Allowed or not, and why.")],
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription OptOut = new(
        "optOut",
        "The customer said \"no more\"",
        "From now on nobody may approach this customer, under whatever contact of theirs we know. It is kept as keyed hashes, which "
        + "outlive the contacts. Saying it again changes nothing.")
    {
        Request = typeof(OptOutRequest),
        Writes = true,
        Responses = [new(200, typeof(Permission), "Kept; what is answered from now on.")],
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
