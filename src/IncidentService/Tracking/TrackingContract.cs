using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Storage.Sql;
using IncidentService.Tracking.Views;

namespace IncidentService.Tracking;

/// <summary>The contract of the customer's page.</summary>
internal sealed class TrackingContract : SliceContract
{
    private static readonly IReadOnlyList<ProblemKind> OnOpenPage =
        [Problems.TrackingViewExpired, Problems.TrackingNotFound, Problems.TooManyAttempts];

    public static readonly OperationDescription Open = new(
        "openCustomerView",
        "Open the customer's page with a number and a contact",
        "Shows the one incident. Every wrong pair has the same answer after the same time, whether the number was not issued, the contact "
        + "is another one, or the customer was forgotten. A merged number shows what belongs to incidents with this contact. Wrong "
        + "attempts are limited per network address and per number.")
    {
        ShowsCustomers = true,
        Ok = "The page.",
        IsForCustomers = true,
        Errors = [Problems.TrackingNotFound, Problems.TooManyAttempts],
    };

    public static readonly OperationDescription OpenLink = new(
        "openCustomerLink",
        "Open the customer's page with a personal link",
        "The token goes into the body, never into an address. A link that was made for a contact proves that contact, so the page also "
        + "lists the customer's other open incidents. An unknown, expired or revoked link has the same answer.")
    {
        ShowsCustomers = true,
        Ok = "The page.",
        IsForCustomers = true,
        Errors = [Problems.TrackingLinkInvalid, Problems.TooManyAttempts],
    };

    public static readonly OperationDescription Read = new(
        "getCustomerIncident", "Read an incident on an open page", "The same one again, or another one that the page lists.")
    {
        Ok = "The incident, as its customer sees it.",
        IsForCustomers = true,
        IsOfOpenPage = true,
        Errors = OnOpenPage,
    };

    public static readonly OperationDescription Confirm = Change(
        "confirmAsCustomer",
        "Confirm that the problem is solved",
        "The incident closes. Repeating it changes nothing. Refused while a promise is overdue.",
        Problems.TrackingNotResolved,
        Problems.TrackingPromiseOwed);

    public static readonly OperationDescription Dispute = Change(
        "disputeAsCustomer",
        "Say that the problem is not solved",
        "The incident is open again under the same number.",
        Problems.TrackingNotResolved);

    public static readonly OperationDescription AddMessage = Change(
        "writeAsCustomer", "Write a message", "It reaches everybody who works on the incident, as a message through the channel web.");

    public static readonly OperationDescription OptOut = new(
        "refuseQuestionsAsCustomer",
        "Ask for no more questions",
        "Nobody may ask this customer for a survey, a review or the like any more. Repeating the request changes nothing.")
    {
        NoContent = "It is recorded.",
        IsForCustomers = true,
        IsOfOpenPage = true,
        Errors = [.. OnOpenPage, Problems.TrackingContactMissing],
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["CustomerView.token"] = new() { MaxLength = 100, Pattern = "^view\\.[A-Za-z0-9_-]+$" },
        ["CustomerLinkRequest.token"] = new() { MaxLength = Limits.Line, Pattern = Patterns.NoControls },
        ["CustomerView.others"] = new() { MaxItems = 20 },
        ["CustomerConfirmationRequest.note"] = Written, ["CustomerDisputeRequest.reason"] = Written,
        ["CustomerMessageRequest.text"] = Written,
        ["CustomerIncident.closedBy"] = new("customer or quiet.") { Values = Resolution.ClosedBy.All },
        ["CustomerIncident.actions"] = new() { MaxItems = 10, Item = Rules.OneOf(CustomerActions.All) },
        ["CustomerIncident.story"] = new() { MaxItems = CustomerSql.LinesShown },
        ["CustomerLine.kind"] = Rules.OneOf(StoryKinds.All),
        ["CustomerLine.files"] = new() { MaxItems = Limits.Attachments, Item = Rules.Line },
        ["CustomerPromise.state"] = Rules.OneOf(Promises.PromiseStates.All),
        ["CustomerApproval.id"] = new() { Minimum = 1, Maximum = int.MaxValue },
        ["CustomerApproval.type"] = Rules.OneOf(Approvals.ApprovalTypes.All),
        ["CustomerApproval.usesLeft"] = new() { Maximum = Limits.Uses },
        ["CustomerApproval.locations"] = new() { MaxItems = Limits.Page, Item = Rules.Token },
    };

    private const string Incident = $$"""
        { {{ExampleValues.Number}}, "subject": "Price match for a drill", "state": "resolved", "waitingOn": "customer",
          "waitingSince": "2026-11-23T09:30:00.000000Z", "openedAt": "{{ExampleValues.OpenedAt}}",
          "resolvedAt": "2026-11-23T09:30:00.000000Z", "closesAt": "2026-11-30T09:30:00.000000Z",
          "actions": ["confirm", "dispute", "message"],
          "story": [{ "at": "{{ExampleValues.OpenedAt}}", "kind": "opened", "automatic": false },
            { "at": "{{ExampleValues.OpenedAt}}", "kind": "from-customer", "channel": "email", "automatic": false,
              "text": "Will you match your own store's price on W-55120?" },
            { "at": "2026-11-23T09:30:00.000000Z", "kind": "from-us", "channel": "email", "automatic": false,
              "text": "Yes, we match it.", "files": ["offer.pdf"] }],
          "promises": [{ "text": "We call you", "dueAt": "2026-11-22T09:30:00.000000Z", "state": "kept" }],
          "approvals": [{ "number": "867530912374", "id": 1, "type": "price-match", "item": "DCD791", "quantity": 1,
            "money": { "amount": "129.99", "currency": "USD" }, "usesLeft": 1, "validFrom": "{{ExampleValues.OpenedAt}}",
            "validUntil": "2026-12-12T09:30:00.000000Z", "channels": ["phone", "store"], "locations": [] }] }
        """;

    private const string View = $$"""
        { "token": "view.AAABBBCCC", "expiresAt": "2026-11-21T11:30:00.000000Z", "incident": {{Incident}},
          "others": [{ "number": "275310948871", "formatted": "2753-1094-8871", "subject": "Two pallets short", "state": "open",
            "waitingOn": "us", "openedAt": "{{ExampleValues.OpenedAt}}" }] }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(CustomerViewRequest)] = """
            { "number": "8675-3091-2374", "contact": { "kind": "email", "value": "anna@example.com" } }
            """,
        [typeof(CustomerLinkRequest)] = """{ "token": "trk_ExampleExampleExampleExampl" }""",
        [typeof(CustomerConfirmationRequest)] = """{ "note": "Thank you!" }""",
        [typeof(CustomerDisputeRequest)] = """{ "reason": "Only $20.00 came." }""",
        [typeof(CustomerMessageRequest)] = """{ "text": "When will the rest come?" }""",
        [typeof(CustomerView)] = View,
        [typeof(CustomerIncident)] = Incident,
    };

    private static SchemaRule Written => new() { MaxLength = Limits.CustomerText, Pattern = Patterns.NoControlsButBreaks };

    private static OperationDescription Change(string id, string summary, string description, params IReadOnlyList<ProblemKind> errors) =>
        new(id, summary, description)
        {
            Ok = "The incident, as its customer sees it now.",
            IsForCustomers = true,
            IsOfOpenPage = true,
            RequestHeaders = [RequestHeaders.IdempotencyKey],
            Errors = [.. OnOpenPage, .. errors, .. ProblemSets.Idempotency],
        };
}
