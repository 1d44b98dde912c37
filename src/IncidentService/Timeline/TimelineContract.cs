using IncidentService.Hosting;
using IncidentService.Messages;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Timeline lines and interactions.</summary>
internal sealed class TimelineContract : SliceContract
{
    public static readonly OperationDescription List = new(
        "listTimeline",
        "Read the timeline",
        "Everything that happened, from all channels in one order, oldest first.")
    {
        Responses = [new(200, typeof(LinePage), "A page.")],
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Add = new(
        "addToTimeline",
        "Add a message or a note",
        "A message in makes it our turn and counts as an interaction; one out makes it the customer's; one marked automatic moves nothing, "
        + "and keeps an acknowledgement at most. A message in stops the quiet clock of what is resolved, and opens again what is closed. A "
        + "message out may bring approvals (which need the scope approve), promises and a hand-off, named in the facts of its line. "
        + "Attachments are https links with their SHA-256, never bytes.")
    {
        Request = typeof(LineRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(Line), "Added; the line.")],
        Errors = [Problems.NumberUnknown, .. ProblemSets.NestedItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getTimelineLine",
        "Get one line of the timeline",
        "By its sequence within the incident.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(Line), "The line."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Redact = new(
        "redactTimelineLine",
        "Remove what a line said",
        "Text and attachments go, from search and from kept answers too; the line stays, and the timeline says that it was redacted. Doing "
        + "it again changes nothing.")
    {
        Request = typeof(RedactionRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(200, typeof(Line), "The line as it is now.")],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription ListInteractions = new(
        "listInteractions",
        "List the times the customer was there",
        "Calls, visits, chats and messages in: how often they had to tell the story.")
    {
        Responses = [new(200, typeof(InteractionPage), "A page.")],
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription RecordInteraction = new(
        "recordInteraction",
        "Record that the customer was there",
        "With how long they waited, when known. Messages in and lookups with customerPresent record theirs themselves. The quiet clock of "
        + "what is resolved begins anew.")
    {
        Request = typeof(InteractionRequest),
        Writes = true, ReturnsETag = true,
        Responses = [new(201, typeof(Interaction), "Recorded.")],
        Errors = [Problems.NumberUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription GetInteraction = new(
        "getInteraction",
        "Get one interaction",
        "By its ordinal within the incident.")
    {
        ReturnsETag = true,
        Responses = [new(200, typeof(Interaction), "The interaction."), SuccessResponse.NotModified],
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    /// <summary>The ordinals of what one message brought.</summary>
    private static readonly SchemaRule Ordinals = new() { MaxItems = Limits.Extras, Item = new() { Minimum = 1, Maximum = int.MaxValue } };

    public override RuleSet Fields => new()
    {
        ["timeline"] = new() { MaxItems = CardSql.LinesOnCard + Rules.GrowingList },
        ["direction"] = Rules.OneOf(Directions.All), ["changed"] = new() { MaxItems = 10, Item = Rules.Token },
        ["waitSeconds"] = new("In seconds.") { Maximum = Limits.WaitSeconds },
        ["attachments"] = new() { MaxItems = Limits.Attachments },
        ["url"] = new() { MaxLength = Limits.Url, Pattern = AttachmentRequest.Address, Format = "uri" }, ["mediaType"] = Rules.Line,
        ["sha256"] = new() { MaxLength = 64, MinLength = 64, Pattern = "^[0-9A-Fa-f]{64}$" },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["InteractionRequest.kind"] = Rules.OneOf(InteractionKinds.All), ["Interaction.kind"] = Rules.OneOf(InteractionKinds.All),
        ["Facts.approvals"] = Ordinals, ["Facts.promises"] = Ordinals,
        ["Facts.kind"] = Rules.OpenValue, ["Facts.state"] = Rules.OpenValue, ["Facts.by"] = Rules.OpenValue, ["Facts.reason"] = Rules.Token,
    };

    public override RuleSet Parameters => new()
    {
        ["sequence"] = Rules.Ordinal("The line's place within its incident, from 1.", example: 2),
        ["interaction"] = Rules.Ordinal("The interaction's ordinal within its incident, from 1."),
    };

    public const string Opening = $$"""
        { "number": "867530912374", "sequence": 1, "at": "{{ExampleValues.OpenedAt}}", "type": "incident.opened", "channel": "email",
          "agent": "Kim (desk 4)", "text": "Price match for a drill", "facts": { "number": "867530912374", "category": "price-match" } }
        """;

    public const string Example = $$"""
        { "number": "867530912374", "sequence": 2, "at": "{{ExampleValues.OpenedAt}}", "type": "message.received", "channel": "email",
          "agent": "Kim (desk 4)", "text": "Will you match your own store's price on W-55120?", "interaction": 1 }
        """;

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(LineRequest)] = """
            { "direction": "out", "text": "Yes, we match it. Please call us and quote 8675-3091-2374.",
              "attachments": [{ "url": "https://files.example.com/offer.pdf",
              "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "name": "offer.pdf",
              "mediaType": "application/pdf" }] }
            """,
        [typeof(RedactionRequest)] = """{ "reason": "asked for by the customer" }""",
        [typeof(Line)] = Example,
        [typeof(LinePage)] = $$"""{ "items": [{{Opening}}, {{Example}}] }""",
        [typeof(InteractionRequest)] = """{ "kind": "call", "waitSeconds": 720, "note": "Asked about the drill again." }""",
        [typeof(Interaction)] = $$"""
            { "number": "867530912374", "id": 2, "kind": "call", "channel": "phone", "agent": "Lee", "at": "{{ExampleValues.OpenedAt}}",
              "waitSeconds": 720, "sequence": 3 }
            """,
        [typeof(InteractionPage)] = $$"""
            { "items": [{ "number": "867530912374", "id": 1, "kind": "message", "channel": "email", "at": "{{ExampleValues.OpenedAt}}",
              "sequence": 2 }] }
            """,
    };
}
