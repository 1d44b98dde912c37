using IncidentService.Hosting;
using IncidentService.OpenApi;

namespace IncidentService.Messages;

/// <summary>Messages from other systems.</summary>
internal sealed class MessageContract : SliceContract
{
    public static readonly OperationDescription Receive = new(
        "receiveMessage",
        "Take in a message from the customer",
        "Finds the incident by the conversation, by a number quoted in subject or text, or opens one. Once per system and messageId, "
        + "however often delivered and in whatever order. A quoted number whose contacts contradict the sender opens a new incident, "
        + "flagged with `mismatch`, and both tell of the other.")
    {
        Request = typeof(MessageRequest),
        Writes = true, ReturnsETag = true,
        Responses =
        [
            new(201, typeof(MessageReceipt), "Taken; Location is its line in the timeline."),
            new(200, typeof(MessageReceipt), "Taken before; nothing has changed."),
        ],
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
