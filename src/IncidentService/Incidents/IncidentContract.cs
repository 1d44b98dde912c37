using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Incidents.Cards;
using IncidentService.Incidents.Lists;
using IncidentService.Incidents.Merging;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>The contract of incidents and merges.</summary>
internal sealed class IncidentContract : SliceContract
{
    public static readonly OperationDescription Open = new(
        "openIncident",
        "Open an incident",
        "Issues a number and stores everything in the request in one transaction: contacts, references, a first message, approvals (which "
        + "need the scope approve), promises and a hand-off. Tell the customer the number in the form of `formatted`.")
    {
        Created = "The incident was opened. The body is its card.",
        Errors = [Problems.ReferenceHeld, .. ProblemSets.NestedItems, .. ProblemSets.Idempotency],
        NextOperations = ["getIncident", "patchIncident", "addToTimeline"],
    };

    public static readonly OperationDescription List = new(
        "listIncidents",
        "List incidents",
        "Sorts by newest first, or with `order=longest-waiting` by how long the customer has waited on us, across all channels. A merged "
        + "incident appears as the incident it was merged into. Follow `next` with unchanged filters; an unchanged incident appears "
        + "exactly once.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Search = new(
        "searchIncidents",
        "Search incidents",
        "Takes the filters of the list, and filters that must never appear in a URL: a contact, a reference, and words from subject, "
        + "messages and notes (whole words or prefixes). Changes nothing.")
    {
        ShowsCustomers = true,
        Ok = "A page.",
        Errors = [Problems.InvalidCursor, Problems.MisplacedHeader],
    };

    public static readonly OperationDescription Get = new(
        "getIncident",
        "Get an incident by its number",
        "Returns the whole card in one call. The number may be grouped in any way. The number of a merged incident returns the incident it "
        + "was merged into, with the requested number in `askedFor`.")
    {
        Ok = "The card.",
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription GetStatus = new(
        "getIncidentStatus",
        "Get the status of an incident",
        "State, who has to act next, and when promises are due, for callers that must not see more, such as a phone menu or a status page.")
    {
        Ok = "The status.",
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription Patch = new(
        "patchIncident",
        "Change subject, category or team",
        "A JSON merge patch (RFC 7396): fields that are not named stay unchanged, and null removes a field. A key without the scope read "
        + "gets a card without contacts, references and texts.")
    {
        Ok = "The current card.",
        Errors = [Problems.NumberUnknown],
    };

    public static readonly OperationDescription Merge = new(
        "mergeIncident",
        "Merge an incident into another",
        "Both numbers keep working. The incident is merged into the one named in `into`; the card of that incident then shows the items of "
        + "both, each under its own number. Merging an open incident reopens the target if needed, and the timeline records it. Repeating "
        + "a merge changes nothing. Of two opposite merges, the second is refused.")
    {
        Ok = "The incidents were merged. The body is the card of the remaining incident.",
        Errors = [Problems.NumberUnknown, Problems.AlreadyMerged, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Unmerge = new(
        "unmergeIncident",
        "Undo a merge",
        "Separates the incident again, together with everything that was merged into it, in the state it had when it was merged. Anything "
        + "that happened since then, through any of the numbers, stays where it happened.")
    {
        Ok = "The merge was undone. The body is the card of the separated incident.",
        Errors = [Problems.NumberUnknown, Problems.NotMerged, .. ProblemSets.Idempotency],
    };

    private static readonly SchemaRule State = new("open, resolved or closed.") { Values = States.All };
    private static readonly SchemaRule WaitingOnRule = new("Who has to act next: us or customer.") { Values = WaitingOn.All };

    public override RuleSet Fields => new()
    {
        ["formatted"] = new("The number in the form that is shown to people.") { MaxLength = 14, Pattern = Patterns.GroupedNumber },
        ["state"] = State, ["waitingOn"] = WaitingOnRule, ["subject"] = Rules.Line, ["category"] = Rules.Token,
        ["openedFrom"] = Rules.Time, ["openedTo"] = Rules.Time, ["updatedFrom"] = Rules.Time, ["updatedTo"] = Rules.Time,
        ["words"] = Rules.Line, ["incidents"] = new() { MaxItems = Limits.Page }, ["merged"] = Rules.Growing,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["InteractionCount.waitSeconds"] = new("The total waiting time in seconds."),
        ["MergeRequest.into"] = Rules.QuotedNumber,
        ["MergeRequest.reason"] = Rules.Text, ["UnmergeRequest.reason"] = Rules.Text,
    };

    public override RuleSet Parameters => new()
    {
        ["state"] = State, ["waitingOn"] = WaitingOnRule,
        ["category"] = Rules.Token with { Description = "Only incidents of this category." },
        ["team"] = Rules.Token with { Description = "Only incidents that this team works on or that are handed off to it." },
        ["openedFrom"] = Rules.Time with { Description = "Opened at this time or later (RFC 3339)." },
        ["openedTo"] = Rules.Time with { Description = "Opened before this time (RFC 3339)." },
        ["updatedFrom"] = Rules.Time with { Description = "Last changed at this time or later (RFC 3339)." },
        ["updatedTo"] = Rules.Time with { Description = "Last changed before this time (RFC 3339)." },
    };

    public const string Summary = $$"""
        { {{ExampleValues.Number}}, "state": "open", "subject": "Price match for a drill", "category": "price-match", "channel": "email",
          "openedAt": "{{ExampleValues.OpenedAt}}", "updatedAt": "{{ExampleValues.OpenedAt}}", "waitingOn": "us",
          "waitingSince": "{{ExampleValues.OpenedAt}}" }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(OpenRequest)] = """
            { "subject": "Price match for a drill", "category": "price-match",
              "contacts": [{ "kind": "email", "value": "anna@example.com" }],
              "references": [{ "system": "zendesk", "value": "48211" }, { "system": "order", "value": "W-55120" }],
              "message": { "direction": "in", "text": "Will you match your own store's price on W-55120?" } }
            """,
        [typeof(Card)] = CardWith(ContactContract.Example),
        [typeof(IncidentPage)] = $$"""{ "items": [{{Summary}}], "next": "l2kQJ0pBBgAAY8k4mFQGAA" }""",
        [typeof(IncidentStatus)] = $$"""
            { {{ExampleValues.Number}}, "state": "open", "openedAt": "{{ExampleValues.OpenedAt}}",
              "updatedAt": "{{ExampleValues.OpenedAt}}", "waitingOn": "us", "waitingSince": "{{ExampleValues.OpenedAt}}",
              "promises": [{ "kind": "promise", "state": "open", "dueAt": "2026-11-22T09:30:00.000000Z" }] }
            """,
        [typeof(PatchRequest)] = """{ "category": "price-match", "team": null }""",
        [typeof(SearchRequest)] = """
            { "words": "drill pri", "contact": { "kind": "email", "value": "anna@example.com" }, "state": "open", "limit": 20 }
            """,
        [typeof(MergeRequest)] = """{ "into": "867530912374", "reason": "The same drill, asked about on the phone" }""",
        [typeof(UnmergeRequest)] = """{ "reason": "Another customer's drill" }""",
    };

    public static string CardWith(string contact) => $$"""
        { {{ExampleValues.Number}}, "version": 1, "state": "open", "subject": "Price match for a drill", "category": "price-match",
          "channel": "email", "openedAt": "{{ExampleValues.OpenedAt}}", "updatedAt": "{{ExampleValues.OpenedAt}}", "waitingOn": "us",
          "waitingSince": "{{ExampleValues.OpenedAt}}", "waitedOnUsSeconds": 0, "lastMessageInAt": "{{ExampleValues.OpenedAt}}",
          "disputes": 0, "reopened": 0, "merged": [], "interactions": { "count": 1, "waitSeconds": 0 }, "handoffCount": 1,
          "contacts": [{{contact}}], "references": [{ "number": "867530912374", "system": "order", "value": "W-55120", "exclusive": false,
          "taught": false, "addedAt": "{{ExampleValues.OpenedAt}}" }, {{ReferenceContract.Example}}],
          "approvals": [{{ApprovalContract.Example}}], "promises": [{{PromiseContract.Example}}], "handoffs": [{{HandoffContract.Example}}],
          "timeline": [{{TimelineContract.Opening}}, {{TimelineContract.Example}}] }
        """;
}
