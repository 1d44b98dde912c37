using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Http.Requests;
using IncidentService.Messages.Reading;
using IncidentService.References;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Messages.Mail;

/// <summary>A mail as a mail server hands it over, with what the address of the request says about it.</summary>
internal sealed record MailRequest(ReceivedMail Mail) : IRequest<MessageInput>
{
    public const string DefaultSystem = "mail";
    private const int MostThreadIds = 20;

    public string? System { get; init; }
    public string? MessageId { get; init; }
    public string? Conversation { get; init; }

    public MessageInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var (settings, reader) = (context.Settings, new MessageReader());
        var system = errors.ParseToken("system", string.IsNullOrEmpty(System) ? DefaultSystem : System, required: true) ?? "";
        var (text, quotedFrom) = ReadText(reader);
        var attachments = ReadAttachments(reader);
        var givenId = reader.ReadId("messageId", MessageId);
        var messageId = givenId ?? reader.ReadId("messageId", Mail.MessageId ?? "sha256:" + Mail.Sha256)!;
        var conversation = MailHeaders.Filled(Conversation) ?? First(Mail.Thread) ?? Mail.MessageId;
        return new MessageInput(
            system,
            messageId,
            ReadSender(system, reader, settings),
            new LineInput(Directions.In, text, Mail.IsAutomatic, null, attachments),
            $"{Mail.Subject}\n{Mail.Text}\n{Mail.History}\n{Mail.OtherText}")
        {
            Conversation = reader.ReadReference("conversation", system, conversation, settings.Systems),
            Subject = reader.ReadLine("subject", Mail.Subject, Limits.Line),
            Thread = [.. Mail.Thread.Reverse().Distinct().Take(MostThreadIds)
                .Select(id => new MessageReader().ReadReference("", system, id, settings.Systems))
                .OfType<ReferenceInput>()],
            QuotedFrom = quotedFrom,
            IsIdBySender = givenId is null,
            Adjustments = reader.Adjustments,
        };
    }

    private static string? First(IReadOnlyList<string> thread) => thread.Count > 0 ? thread[0] : null;

    /// <summary>The new words, and behind them what they quote: where that begins, or null if it was cut or there is none.</summary>
    private (string Text, int? QuotedFrom) ReadText(MessageReader reader)
    {
        var (words, history) = (reader.ReadUnmaskedText("text", Mail.Text), reader.ReadUnmaskedText("text", Mail.History));
        if (words is null && history is null && Mail.Attachments.Count == 0)
        {
            words = reader.ReadUnmaskedText("subject", Mail.Subject);
            if (words is not null) reader.Add("text", AdjustmentChanges.TakenFromSubject);
        }
        if (words is not null && Mail.IsFromHtml) reader.Add("text", AdjustmentChanges.TakenFromHtml);
        if (history is null) return (words is null ? "" : reader.Shorten("text", words), null);
        var text = reader.Shorten("text", words is null ? history : $"{words}\n\n{history}");
        return (text, words is not null && words.Length + 2 < text.Length ? words.Length + 2 : null);
    }

    private ContactInput? ReadSender(string system, MessageReader reader, ServiceSettings settings)
    {
        if (reader.ReadId("from", Mail.From) is not { } value) return null;
        var sender = ContactInput.ParseSender(ContactKinds.Email, value, system, settings.Phones);
        if (sender is { LookupKey: null }) reader.Add("from", AdjustmentChanges.KeptAsText);
        return sender;
    }

    private IReadOnlyList<Attachment>? ReadAttachments(MessageReader reader)
    {
        if (Mail.Attachments.Count == 0) return null;
        if (Mail.Attachments.Count > Limits.Attachments) reader.Add("attachments", AdjustmentChanges.LeftOut, Mail.Attachments.Count);
        return [.. Mail.Attachments.Take(Limits.Attachments).Select((file, index) => file with
        {
            Name = reader.ReadLine($"attachments[{index}].name", file.Name, Limits.Line),
            MediaType = reader.ReadLine($"attachments[{index}].mediaType", file.MediaType, Limits.Line),
        })];
    }
}
