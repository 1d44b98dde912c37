using IncidentService.Approvals;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>Incidents, and merging them.</summary>
internal sealed class IncidentContract : SliceContract
{
    public static readonly OperationDescription Open = new(
        "openIncident",
        "Open an incident",
        "Issues a number and takes everything that is known, in one transaction: contacts, references, a first message, approvals (which "
        + "need the scope approve), promises and a hand-off. Tell the customer the number as `formatted`.")
    {
        Request = typeof(OpenRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(Card), "Opened; the card.")],
        Errors = [Problems.ReferenceHeld, .. ProblemSets.NestedItems, .. ProblemSets.Idempotency],
        NextOperations = ["getIncident", "patchIncident", "addToTimeline"],
    };

    public static readonly OperationDescription List = new(
        "listIncidents",
        "List incidents",
        "Newest first, or with `order=longest-waiting` those that have waited on us longest, whatever the channel. A merged incident is "
        + "listed as the one it was merged into. Follow `next` with unchanged filters; an unchanged incident appears exactly once.")
    {
        Responses = [new(200, typeof(IncidentPage), "A page.")],
        Errors = [Problems.InvalidCursor],
    };

    public static readonly OperationDescription Search = new(
        "searchIncidents",
        "Search incidents",
        "The filters of the list, and what must never stand in an address: a contact, a reference, and words of subject, messages and "
        + "notes (whole words or their beginnings). Changes nothing.")
    {
        Request = typeof(SearchRequest),
        Responses = [new(200, typeof(IncidentPage), "A page.")],
        Errors = [Problems.InvalidCursor, Problems.MisplacedHeader],
    };

    public static readonly OperationDescription Get = new(
        "getIncident",
        "Get an incident by its number",
        "The whole card in one call. The number may be grouped as it was typed. One that was merged answers with the incident it lives on "
        + "in, and says so in `askedFor`.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(Card), "The card."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription GetStatus = new(
        "getIncidentStatus",
        "Get the status of an incident",
        "State, whose turn it is and until when something was promised, for callers that must not see more: a phone menu, a status page.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(IncidentStatus), "The status."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.TooManyGuesses],
    };

    public static readonly OperationDescription Patch = new(
        "patchIncident",
        "Change subject, category or team",
        "A JSON merge patch (RFC 7396): what is not named stays, null takes away. A key without the scope read is shown no contacts, "
        + "references or texts.")
    {
        Request = typeof(PatchRequest),
        RequestMedia = [MediaDescription.Json, MediaDescription.MergePatch],
        Writes = true, AcceptsIfMatch = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "The card as it is now.")],
        Errors = [Problems.NumberUnknown],
    };

    public static readonly OperationDescription Merge = new(
        "mergeIncident",
        "Merge an incident into another",
        "Both numbers keep working: the incident lives on in the one named in `into`, whose card shows what both have, each item under its "
        + "own number. An open incident opens the one it is merged into, which the timeline tells. Merging again what was merged so "
        + "changes nothing; of two opposite merges the second is refused.")
    {
        Request = typeof(MergeRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "Merged; the card of the incident that both live on in.")],
        Errors = [Problems.NumberUnknown, Problems.AlreadyMerged, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Unmerge = new(
        "unmergeIncident",
        "Take a merge back",
        "The incident is by itself again, with everything that was merged into it and as it was when it was merged. What happened since "
        + "then, through any of the numbers, stays where it happened.")
    {
        Request = typeof(UnmergeRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Card), "Unmerged; the card of the incident by itself.")],
        Errors = [Problems.NumberUnknown, Problems.NotMerged, .. ProblemSets.Idempotency],
    };

    private static readonly SchemaRule State = new("open, resolved or closed.") { Values = States.All };
    private static readonly SchemaRule WaitingOnRule = new("Who has to move next: us or customer.") { Values = WaitingOn.All };

    public override RuleSet Fields => new()
    {
        ["formatted"] = new("The number as it is printed for people.") { MaxLength = 14, Pattern = Patterns.GroupedNumber },
        ["state"] = State, ["waitingOn"] = WaitingOnRule, ["subject"] = Rules.Line, ["category"] = Rules.Token,
        ["openedFrom"] = Rules.Time, ["openedTo"] = Rules.Time, ["updatedFrom"] = Rules.Time, ["updatedTo"] = Rules.Time,
        ["words"] = Rules.Line, ["incidents"] = new() { MaxItems = Limits.Page }, ["merged"] = Rules.Growing,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["InteractionCount.waitSeconds"] = new("All waiting together, in seconds."),
        ["MergeRequest.into"] = Rules.QuotedNumber,
        ["MergeRequest.reason"] = Rules.Text, ["UnmergeRequest.reason"] = Rules.Text,
    };

    public override RuleSet Parameters => new()
    {
        ["state"] = State, ["waitingOn"] = WaitingOnRule,
        ["category"] = Rules.Token with { Description = "Incidents of this category." },
        ["team"] = Rules.Token with { Description = "Only what this team works on or is to take over." },
        ["openedFrom"] = Rules.Time with { Description = "Opened at this time or later (RFC 3339)." },
        ["openedTo"] = Rules.Time with { Description = "Opened before this time (RFC 3339)." },
        ["updatedFrom"] = Rules.Time with { Description = "Changed last at this time or later (RFC 3339)." },
        ["updatedTo"] = Rules.Time with { Description = "Changed last before this time (RFC 3339)." },
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
