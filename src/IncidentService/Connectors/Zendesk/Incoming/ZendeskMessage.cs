using System.Globalization;
using System.Text;
using System.Text.Json;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Messages;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>Who wrote a comment: the customer, the desk, or Zendesk itself.</summary>
internal enum ZendeskSpeaker
{
    Customer,
    Desk,
    System,
}

/// <summary>
/// A comment of a ticket, its first one included, shortened to our limits: a message that Zendesk accepted must not be lost.
/// </summary>
internal sealed record ZendeskMessage(long Ticket, string Id, string? Subject, string? Text)
{
    /// <summary>The id of Zendesk itself as an author.</summary>
    public const long SystemAuthor = -1;

    public const string SystemName = "Zendesk";

    public string? Subject { get; } = Truncate(Subject, Limits.Line, breaks: false);

    public string Text { get; } = Truncate(Text, Limits.Text, breaks: true) ?? "(no text)";

    public ZendeskSpeaker Speaker { get; init; }
    public bool IsPublic { get; init; } = true;

    /// <summary>True if it was public in Zendesk and became internal before its event came.</summary>
    public bool WasMadePrivate { get; init; }

    /// <summary>The id under which an earlier release recorded the message.</summary>
    public required string EarlierId { get; init; }
    public long? Author { get; init; }
    public long? Requester { get; init; }

    /// <summary>The name of the agent, if the event has it.</summary>
    public string? AuthorName { get; init => field = Truncate(value, Limits.Line, breaks: false); }

    /// <summary>The id of the comment, which the event of a new ticket does not have.</summary>
    public long? Comment { get; init; }

    /// <summary>True for the first comment of a ticket: whoever wrote it, the ticket is a new one.</summary>
    public bool IsFirst { get; init; }

    /// <summary>The numbers in tags of ours. A follow-up ticket inherits the tags of the closed one.</summary>
    public IReadOnlyList<IncidentNumber> TaggedNumbers { get; init; } = [];

    /// <summary>A message is the customer's only if the customer wrote it and the desk did not keep it internal.</summary>
    public bool IsByCustomer => Speaker == ZendeskSpeaker.Customer && IsPublic;

    public string Direction => IsByCustomer ? Directions.In : IsPublic ? Directions.Out : Directions.Internal;

    public string EventType => IsByCustomer ? EventTypes.MessageReceived : IsPublic ? EventTypes.MessageSent : EventTypes.NoteAdded;

    /// <summary>The user whose address becomes the contact: the customer who wrote, or the one whom the ticket is about.</summary>
    public long? Contact => IsByCustomer ? Author : Requester;

    public MessageRequest ToRequest() => new()
    {
        System = ZendeskSettings.System,
        MessageId = Id,
        Conversation = Ticket.ToString(CultureInfo.InvariantCulture),
        Subject = Subject,
        Text = Text,
    };

    /// <summary>The message of an event; null if the event is no message.</summary>
    public static ZendeskMessage? From(ZendeskEvent zendeskEvent) => zendeskEvent switch
    {
        { Detail.Id: not > 0 } => null,
        { Type: ZendeskEventTypes.Created, Detail: { } ticket } => FromTicket(zendeskEvent, ticket),
        { Type: ZendeskEventTypes.CommentAdded, Detail: { } ticket, Event.Comment: { } comment } =>
            FromComment(zendeskEvent, ticket, comment),
        _ => null,
    };

    private static ZendeskMessage FromTicket(ZendeskEvent zendeskEvent, ZendeskTicket ticket)
    {
        var author = ticket.SubmitterId ?? ticket.RequesterId;
        return new ZendeskMessage(ticket.Id!.Value, zendeskEvent.ActionId, ticket.Subject, ticket.Description)
        {
            EarlierId = zendeskEvent.BareActionId,
            Speaker = author == SystemAuthor ? ZendeskSpeaker.System
                : author == ticket.RequesterId || ticket.RequesterId is null ? ZendeskSpeaker.Customer
                : ZendeskSpeaker.Desk,
            IsPublic = ticket.IsPublic != false,
            Author = author,
            Requester = ticket.RequesterId,
            IsFirst = true,
            TaggedNumbers = ListTaggedNumbers(ticket),
        };
    }

    private static ZendeskMessage FromComment(ZendeskEvent zendeskEvent, ZendeskTicket ticket, ZendeskComment comment) =>
        new(ticket.Id!.Value, zendeskEvent.ActionId, ticket.Subject, comment.Body)
        {
            EarlierId = zendeskEvent.BareActionId,
            Speaker = comment.Author switch
            {
                { Id: SystemAuthor } => ZendeskSpeaker.System,
                { IsStaff: true } author when author.Id is null || author.Id != ticket.RequesterId => ZendeskSpeaker.Desk,
                _ => ZendeskSpeaker.Customer,
            },
            IsPublic = comment.IsPublic,
            Author = comment.Author?.Id,
            AuthorName = comment.Author?.Name,
            Requester = ticket.RequesterId,
            Comment = comment.Id,
            IsFirst = comment.Author?.Id is { } writer && writer == ticket.SubmitterId && comment.Body == ticket.Description,
            TaggedNumbers = ListTaggedNumbers(ticket),
        };

    private static IReadOnlyList<IncidentNumber> ListTaggedNumbers(ZendeskTicket ticket)
    {
        var tags = ticket.Tags switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
                .Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString()!),
            { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(' '),
            _ => [],
        };
        var numbers = new List<IncidentNumber>();
        foreach (var tag in tags.Where(tag => tag.StartsWith(ZendeskSettings.TagPrefix, StringComparison.OrdinalIgnoreCase)))
            if (IncidentNumber.TryParseCanonical(tag.AsSpan(ZendeskSettings.TagPrefix.Length), out var number)) numbers.Add(number);
        return numbers;
    }

    private static string? Truncate(string? given, int most, bool breaks)
    {
        var text = new StringBuilder();
        foreach (var rune in (given ?? "").EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength >= most) return text.Append('…').ToString();
            if (!Rune.IsControl(rune) ? rune.Value != 0xFFFE : breaks && rune.Value is '\n' or '\r' or '\t') text.Append(rune.ToString());
            else if (!breaks) text.Append(' ');
        }
        return string.IsNullOrWhiteSpace(text.ToString()) ? null : text.ToString();
    }
}
