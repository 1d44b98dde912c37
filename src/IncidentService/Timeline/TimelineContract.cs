using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Timeline;

/// <summary>The contract of timeline lines and interactions.</summary>
internal sealed class TimelineContract : SliceContract
{
    public static readonly OperationDescription List = new(
        "listTimeline",
        "Read the timeline",
        "All events of the incident, from all channels in one order, oldest first.")
    {
        Ok = "A page.",
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription Add = new(
        "addToTimeline",
        "Add a message or a note",
        "An incoming message means that we have to act next, and counts as an interaction; an outgoing message means that the customer has "
        + "to act next. An automatic message does not change who acts next; at most it fulfils a promised acknowledgement. An incoming "
        + "message stops the quiet period of a resolved incident and reopens a closed one. An outgoing message may include approvals "
        + "(which need the scope approve), promises and a hand-off; the facts of its line name them. Attachments are https links with "
        + "their SHA-256, never file contents.")
    {
        Created = "The line was added.",
        Errors = [Problems.NumberUnknown, .. ProblemSets.NestedItems, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription Get = new(
        "getTimelineLine",
        "Get one line of the timeline",
        "Identified by its sequence number within the incident.")
    {
        Ok = "The line.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    public static readonly OperationDescription Redact = new(
        "redactTimelineLine",
        "Redact a line",
        "Removes text and attachments of the line, also from the search index and from stored responses. The line itself stays, and the "
        + "timeline records the redaction. Repeating the request changes nothing.")
    {
        Ok = "The current line.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription ListInteractions = new(
        "listInteractions",
        "List interactions",
        "Calls, visits, chats and incoming messages: how often the customer had to tell the story.")
    {
        Ok = "A page.",
        Errors = [Problems.NumberUnknown, Problems.InvalidCursor],
    };

    public static readonly OperationDescription RecordInteraction = new(
        "recordInteraction",
        "Record an interaction",
        "The customer was present, for example in a call or a visit. Include how long they waited, if known. Incoming messages and lookups "
        + "with customerPresent record their interactions themselves. An interaction restarts the quiet period of a resolved incident.")
    {
        Created = "The interaction was recorded.",
        Errors = [Problems.NumberUnknown, .. ProblemSets.Idempotency],
    };

    public static readonly OperationDescription GetInteraction = new(
        "getInteraction",
        "Get one interaction",
        "Identified by its ordinal within the incident.")
    {
        Ok = "The interaction.",
        Errors = [Problems.NumberUnknown, Problems.ItemUnknown],
    };

    /// <summary>The ordinals of the items that one message created.</summary>
    private static readonly SchemaRule Ordinals = new()
    {
        MaxItems = Limits.NestedItems, Item = new() { Minimum = 1, Maximum = int.MaxValue }
    };

    public override RuleSet Fields => new()
    {
        ["timeline"] = new() { MaxItems = CardSql.LinesOnCard + Rules.GrowingList },
        ["direction"] = Rules.OneOf(Directions.All), ["changed"] = new() { MaxItems = 10, Item = Rules.Token },
        ["waitSeconds"] = new("In seconds.") { Maximum = Limits.WaitSeconds },
        ["quotedFrom"] = new() { Maximum = Limits.Text },
        ["attachments"] = new() { MaxItems = Limits.Attachments },
        ["url"] = new() { MaxLength = Limits.Url, Pattern = AttachmentRequest.Address, Format = "uri" }, ["mediaType"] = Rules.Line,
        ["sha256"] = new() { MaxLength = 64, MinLength = 64, Pattern = "^[0-9A-Fa-f]{64}$" },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["InteractionRequest.kind"] = Rules.OneOf(InteractionKinds.All), ["Interaction.kind"] = Rules.OneOf(InteractionKinds.All),
        ["Attachment.size"] = new("In bytes."),
        ["Facts.approvals"] = Ordinals, ["Facts.promises"] = Ordinals,
        ["Facts.kind"] = Rules.OpenValue, ["Facts.state"] = Rules.OpenValue, ["Facts.by"] = Rules.OpenValue, ["Facts.reason"] = Rules.Token,
    };

    public override RuleSet Parameters => new()
    {
        ["sequence"] = Rules.Ordinal("The sequence number of the line within its incident, from 1.", example: 2),
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
