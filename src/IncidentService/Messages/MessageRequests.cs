using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Messages.Reading;
using IncidentService.Messages.Text;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Messages;

/// <summary>A message from the customer.</summary>
internal sealed record MessageRequest : IRequest<MessageInput>
{
    /// <summary>The system that received it.</summary>
    public required string System { get; init; }

    /// <summary>
    /// The message's id in that system. Each message is processed once, however often it is delivered. Sent again with other content it is
    /// refused.
    /// </summary>
    public required string MessageId { get; init; }

    /// <summary>The id of the conversation or ticket in that system. It becomes a reference of the incident.</summary>
    public string? Conversation { get; init; }

    /// <summary>
    /// The sender, as a contact. A value that does not fit its kind is kept as text. A short code or a sender's name that is given as a
    /// phone is kept as a handle of the system. Neither of them finds a customer.
    /// </summary>
    public ContactRequest? From { get; init; }

    /// <summary>The subject for a new incident, cut to 200 characters. It is the text of a message that has no other.</summary>
    public string? Subject { get; init; }

    /// <summary>What was written, cut to 20,000 characters. It may be absent where html, attachments or a subject say something.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The same as HTML. It is stored as text, if there is no text: without scripts, styles and what is hidden. Numbers are found in both.
    /// </summary>
    public string? Html { get; init; }

    /// <summary>
    /// Whether a machine wrote it, such as an out-of-office reply or a bounce. It then does not change who acts next and starts no SLA
    /// clock. One that quotes the number of an incident is appended to it, whoever sends it.
    /// </summary>
    public bool Automatic { get; init; }

    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    public MessageInput ToInput(RequestContext context, ValidationErrors errors) => Validate(context.Settings, errors);

    public MessageInput Validate(ServiceSettings settings, ValidationErrors errors)
    {
        var reader = new MessageReader();
        var system = errors.ParseToken("system", System, required: true) ?? "";
        var (subject, html) = (reader.ReadUnmaskedText("subject", Subject), HtmlText.Parse(Html));
        var text = reader.ReadUnmaskedText("text", Text) ?? ReadHtml(html, reader) ?? ReadSubject(subject, reader);
        var attachments = ReadAttachments(reader, errors);
        if (text is null && attachments is null) errors.Add("text", "is required: a text, html, a subject or attachments");
        var messageId = reader.ReadId("messageId", MessageId);
        if (messageId is null) errors.Add("messageId", "is required: the message's id in its system");
        var conversation = reader.ReadReference("conversation", System, Conversation, settings.Systems);
        var from = ParseSender(system, reader, settings, errors);
        var line = reader.ReadLine("subject", Subject, Limits.Line);
        return new MessageInput(
            system,
            messageId ?? "",
            from,
            new LineInput(Directions.In, text is null ? "" : reader.Shorten("text", text), Automatic, null, attachments),
            $"{subject}\n{text}\n{(text == html ? null : html)}")
        {
            Conversation = conversation,
            Subject = line,
            Adjustments = reader.Adjustments,
        };
    }

    private static string? ReadHtml(string? html, MessageReader reader)
    {
        var text = reader.ReadUnmaskedText("html", html);
        if (text is not null) reader.Add("text", AdjustmentChanges.TakenFromHtml);
        return text;
    }

    private string? ReadSubject(string? subject, MessageReader reader)
    {
        if (subject is not null && Attachments is not { Count: > 0 }) reader.Add("text", AdjustmentChanges.TakenFromSubject);
        return Attachments is { Count: > 0 } ? null : subject;
    }

    private ContactInput? ParseSender(string system, MessageReader reader, ServiceSettings settings, ValidationErrors errors)
    {
        if (From is null || errors.ParseOneOf("from.kind", From.Kind, ContactKinds.All, required: true) is not { } kind) return null;
        var sender = ContactInput.ParseSender(kind, reader.ReadId("from.value", From.Value), system, settings.Phones);
        if (sender is { LookupKey: null } && kind != ContactKinds.Name) reader.Add("from", AdjustmentChanges.KeptAsText);
        return sender;
    }

    private IReadOnlyList<Attachment>? ReadAttachments(MessageReader reader, ValidationErrors errors)
    {
        if (Attachments is not { Count: > 0 } given) return null;
        if (given.Count > Limits.Attachments) reader.Add("attachments", AdjustmentChanges.LeftOut, given.Count);
        return [.. given.Take(Limits.Attachments).Select((attachment, index) =>
            LineRequest.ParseAttachment($"attachments[{index}]", WithNames($"attachments[{index}]", attachment, reader), errors))];
    }

    private static AttachmentRequest? WithNames(string at, AttachmentRequest? given, MessageReader reader) => given is null
        ? null
        : given with
        {
            Name = reader.ReadLine(at + ".name", given.Name, Limits.Line),
            MediaType = reader.ReadLine(at + ".mediaType", given.MediaType, Limits.Line),
        };
}
