using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Messages;

/// <summary>A message from the customer.</summary>
internal sealed record MessageRequest : IRequest<MessageInput>
{
    /// <summary>The system that received it.</summary>
    public required string System { get; init; }

    /// <summary>The message's id in that system. Each message is processed once, however often it is delivered.</summary>
    public required string MessageId { get; init; }

    /// <summary>The id of the conversation or ticket in that system. It becomes a reference of the incident.</summary>
    public string? Conversation { get; init; }

    /// <summary>
    /// The sender, as a contact. A value that does not fit its kind is kept as text. A short code or a sender's name that is given as a
    /// phone is kept as a handle of the system. Neither of them finds a customer.
    /// </summary>
    public ContactRequest? From { get; init; }

    /// <summary>The subject for a new incident.</summary>
    public string? Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>Whether a machine wrote it, such as an out-of-office reply. It then does not change who acts next.</summary>
    public bool Automatic { get; init; }

    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    public MessageInput ToInput(RequestContext context, ValidationErrors errors) => Validate(context.Settings, errors);

    public MessageInput Validate(ServiceSettings settings, ValidationErrors errors)
    {
        var (subject, text) = (ControlCharacters.ToSpaces(Subject), ControlCharacters.ToSpaces(Text));
        var line = new LineRequest { Direction = Directions.In, Text = text!, Automatic = Automatic, Attachments = Attachments };
        return new MessageInput(
            errors.ParseToken("system", System, required: true) ?? "",
            errors.ParseLine("messageId", MessageId, Limits.Line, required: true) ?? "",
            ParseConversation(settings, errors),
            From is null ? null : ContactInput.ParseSender("from", From.Kind, From.Value, System, settings.Phones, errors),
            errors.ParseMaskedLine("subject", subject, Limits.Line),
            line.Validate("", errors),
            $"{subject}\n{text}");
    }

    private ReferenceInput? ParseConversation(ServiceSettings settings, ValidationErrors errors)
    {
        var value = errors.ParseLine("conversation", Conversation, Limits.Line);
        return value is null
            ? null
            : ReferenceInput.Parse("", System, value, settings.Systems, new ValidationErrors()); // the system is validated above
    }
}

/// <summary>
/// A validated message. `Said` is the original subject and text, in which numbers are searched: the stored text may have digits masked as
/// parts of a payment card.
/// </summary>
internal sealed record MessageInput(
    string System, string MessageId, ReferenceInput? Conversation, ContactInput? From, string? Subject, LineInput Line, string Said)
{
    /// <summary>
    /// The hash of the message id, which identifies a repeated delivery. It is a hash because some systems derive ids from the sender's
    /// address.
    /// </summary>
    public string Mark { get; } = Digest.Compute(MessageId);

    public Facts Facts => new()
    {
        System = System, MessageId = From is not null && ContactTraces.From([From]).FoundIn(MessageId) ? Mark : MessageId
    };
}

internal static class MessageOutcomes
{
    public const string Opened = "opened";
    public const string Appended = "appended";
    public const string Duplicate = "duplicate";
    public static readonly IReadOnlyList<string> All = [Opened, Appended, Duplicate];
}

/// <summary>The result of receiving a message.</summary>
internal sealed record MessageReceipt
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }

    /// <summary>opened, appended, or duplicate if the message was received before.</summary>
    public required string Outcome { get; init; }

    /// <summary>
    /// The incident whose number the sender quoted, although their contact contradicts it. The message was kept separate from it.
    /// </summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The message's line in the incident's timeline.</summary>
    public required int Sequence { get; init; }
}

/// <summary>A message that was received, now or earlier.</summary>
internal sealed record TakenMessage(Incident Incident, MessageReceipt Receipt)
{
    public bool IsDuplicate => Receipt.Outcome == MessageOutcomes.Duplicate;
}

internal static class MessageEndpoints
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapPost("/messages", Receive).WithTags("Messages").RequireScope(Scopes.Write).Describe(MessageContract.Receive);

    private static Task<VersionedReply<Created<MessageReceipt>, Ok<MessageReceipt>>> Receive(
        Body<MessageRequest, MessageInput> body, WriteRequest request) => request.Change(
        change => new MessageHandler(change).Receive(body.Value),
        ReplyWith);

    private static VersionedReply<Created<MessageReceipt>, Ok<MessageReceipt>> ReplyWith(TakenMessage taken) => taken.IsDuplicate
        ? Reply.Ok(taken.Receipt).ForIncident(taken.Incident)
        : Reply.Created($"{taken.Incident.Url}/timeline/{taken.Receipt.Sequence}", taken.Receipt).ForIncident(taken.Incident);
}
