using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Messages.Reading;
using IncidentService.OpenApi;
using IncidentService.OpenApi.Operations;
using IncidentService.OpenApi.Schemas;
using Microsoft.OpenApi;

namespace IncidentService.Messages;

/// <summary>The contract of messages from other systems.</summary>
internal sealed class MessageContract : SliceContract
{
    /// <summary>A mail server sends what it has.</summary>
    private static readonly MediaDescription Mail = new(MessageBody.MailType)
    {
        Schema = () => new OpenApiSchema
        {
            Type = JsonSchemaType.String, MaxLength = Limits.Mail, Pattern = Patterns.Anything,
            Description = "A mail (RFC 5322) of at most 25 MiB.",
        },
        Example = () => "Message-ID: <1@mail.example.com>\r\nFrom: Anna <anna@example.com>\r\nSubject: Drill\r\n\r\nNobody knows my number.",
    };

    public static readonly OperationDescription Receive = new(
        "receiveMessage",
        "Receive a message from the customer",
        "Finds the incident by the conversation, or by a number quoted in subject or text; otherwise opens one. Each combination of system "
        + "and messageId is processed once, however often and in whatever order it is delivered. If the sender contradicts the contacts of "
        + "the quoted incident, the message opens a new incident, marked with `mismatch`, and each incident refers to the other. "
        + "A number with one typing error is followed too, if it can only mean one incident, whose contact is the sender: `number-repaired`. "
        + "In a known conversation, a message from somebody else is appended; its facts carry `toConfirm` and the contact, which appears on the card with "
        + "`toConfirm`. What can be taken is taken: `adjustments` lists what was cut, replaced or kept as text. More than "
        + "20 messages (by default) of one sender with one subject within an hour are held in one incident, as automatic ones. A mail server may send a mail "
        + "as it is (message/rfc822, at most 25 MiB): sender, subject, id, thread, text and what a machine wrote are read from it; files are "
        + "listed by name, size and digest, and the earlier mails that it quotes stand behind the new words, from `quotedFrom`.")
    {
        Ok = "The message was received before. Nothing has changed.",
        Created = "The message was received. Location is its line in the timeline.",
        Media = [Mail],
        Errors = [Problems.MessageDiffers, .. ProblemSets.Idempotency],
        NextOperations = ["getIncident", "listTimeline"],
    };

    /// <summary>A text that the service shortens and cleans by itself. The limit of the body is its limit.</summary>
    private static readonly SchemaRule Anything = new() { MaxLength = Limits.MessageBody, Pattern = Patterns.Anything };

    public override RuleSet Fields => new()
    {
        ["conversation"] = Rules.Line, ["messageId"] = Rules.Line, ["html"] = Anything,
        ["adjustments"] = new() { MaxItems = Limits.ReportedErrors }, ["change"] = Rules.OneOf(AdjustmentChanges.All),
        ["length"] = new() { Minimum = 1 },
    };

    public override RuleSet FieldsOfSchema => new()
    {
        ["MessageReceipt.outcome"] = Rules.OneOf(MessageOutcomes.All),
        ["MessageRequest.messageId"] = Anything with { MinLength = 1 }, ["MessageRequest.conversation"] = Anything,
        ["MessageRequest.subject"] = Anything, ["MessageRequest.text"] = Anything,
        ["MessageRequest.attachments"] = new() { MaxItems = Rules.GrowingList },
    };

    public override RuleSet Parameters => new()
    {
        ["receiveMessage.system"] = Rules.Token with { Description = "The system that received the mail; mail by default.", Example = "mail" },
        ["receiveMessage.messageId"] = Rules.Line with
        {
            Description = "The id of the mail; its Message-ID by default.", Example = "1@mail.example.com",
        },
        ["receiveMessage.conversation"] = Rules.Line with
        {
            Description = "The conversation of the mail; the first mail of its thread by default.", Example = "1@mail.example.com",
        },
    };

    public override IReadOnlyDictionary<Type, string> Examples => new Dictionary<Type, string>
    {
        [typeof(MessageRequest)] = """
            { "system": "zendesk", "messageId": "118822", "conversation": "48211", "from": { "kind": "email", "value": "anna@example.com" },
              "text": "Nobody knows my number 8675-3091-2374." }
            """,
        [typeof(MessageReceipt)] = $$"""
            { {{ExampleValues.Number}}, "outcome": "appended", "sequence": 4, "adjustments": [{ "field": "subject", "change": "cut", "length": 341 }] }
            """,
    };
}
