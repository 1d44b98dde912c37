using IncidentService.OpenApi;

namespace IncidentService.Messages;

/// <summary>The contract of messages from other systems.</summary>
internal sealed class MessageContract : SliceContract
{
    public static readonly OperationDescription Receive = new(
        "receiveMessage",
        "Receive a message from the customer",
        "Finds the incident by the conversation, or by a number quoted in subject or text; otherwise opens one. Each combination of system "
        + "and messageId is processed once, however often and in whatever order it is delivered. If the sender contradicts the contacts of "
        + "the quoted incident, the message opens a new incident, marked with `mismatch`, and each incident refers to the other. "
        + "In a known conversation, a message from somebody else is appended; its facts carry `toConfirm` and the contact, which appears on the card with "
        + "`toConfirm`.")
    {
        Ok = "The message was received before. Nothing has changed.",
        Created = "The message was received. Location is its line in the timeline.",
        Errors = [.. ProblemSets.Idempotency],
        NextOperations = ["getIncident", "listTimeline"],
    };

    public override RuleSet Fields => new()
    {
        ["conversation"] = Rules.Line, ["messageId"] = Rules.Line,
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["MessageReceipt.outcome"] = Rules.OneOf(MessageOutcomes.All),
    };

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(MessageRequest)] = """
            { "system": "zendesk", "messageId": "118822", "conversation": "48211", "from": { "kind": "email", "value": "anna@example.com" },
              "text": "Nobody knows my number 8675-3091-2374." }
            """,
        [typeof(MessageReceipt)] = $$"""{ {{ExampleValues.Number}}, "outcome": "appended", "sequence": 4 }""",
    };
}
