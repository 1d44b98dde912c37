using System.Text;
using System.Text.Json.Serialization;
using IncidentService.Common;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// An event of a Zendesk webhook (https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events). Only the fields that are
/// used.
/// </summary>
internal sealed record ZendeskEvent
{
    public const string TicketCreated = "zen:event-type:ticket.created";
    public const string CommentAdded = "zen:event-type:ticket.comment_added";

    public required string Type { get; init; }
    public required string Id { get; init; }
    public ZendeskTicket? Detail { get; init; }
    public ZendeskChange? Event { get; init; }

    /// <summary>
    /// The message of the event; null if it has none that the customer can see. Zendesk sends two events for a new ticket, the ticket and
    /// its first comment, with the same sequence: both are one message.
    /// </summary>
    public ZendeskMessage? Message
    {
        get
        {
            if (Detail is not { Id: > 0 } ticket) return null;
            var id = Event?.Meta?.Sequence?.Id ?? Id;
            return this switch
            {
                { Type: TicketCreated } => new ZendeskMessage(ticket.Id, id, ticket.Subject, ticket.Description, ticket.RequesterId),
                { Type: CommentAdded, Event.Comment: { IsPublic: true } comment } =>
                    new ZendeskMessage(ticket.Id, id, ticket.Subject, comment.Body, comment.Author?.Id)
                    {
                        Agent = comment.Author is { IsStaff: true } agent ? agent.Name ?? "Zendesk" : null
                    },
                _ => null,
            };
        }
    }
}

/// <summary>A ticket in an event. Zendesk sends ids as strings and as numbers.</summary>
internal sealed record ZendeskTicket
{
    public long Id { get; init; }
    public string? Subject { get; init; }
    public string? Description { get; init; }
    public long? RequesterId { get; init; }
}

internal sealed record ZendeskChange
{
    public ZendeskComment? Comment { get; init; }
    public ZendeskMeta? Meta { get; init; }
}

internal sealed record ZendeskComment
{
    public string? Body { get; init; }
    public bool IsPublic { get; init; }
    public ZendeskAuthor? Author { get; init; }
}

internal sealed record ZendeskAuthor(long? Id, bool IsStaff, string? Name);

internal sealed record ZendeskMeta(ZendeskSequence? Sequence);

internal sealed record ZendeskSequence(string? Id);

/// <summary>
/// A message between a customer and a desk, shortened to our limits, because a message that Zendesk accepted must not be lost.
/// </summary>
internal sealed record ZendeskMessage(long Ticket, string Id, string? Subject, string? Text, long? Author)
{
    public string? Subject { get; } = Truncate(Subject, Limits.Line, breaks: false);

    public string Text { get; } = Truncate(Text, Limits.Text, breaks: true) ?? "(no text)";

    /// <summary>The agent who wrote it; null if the customer wrote it.</summary>
    public string? Agent { get; init; }

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

/// <summary>Zendesk's JSON. Unknown members are ignored, because Zendesk may add some.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ZendeskKind))]
[JsonSerializable(typeof(ZendeskEvent))]
[JsonSerializable(typeof(ZendeskUserAnswer))]
[JsonSerializable(typeof(ZendeskComments))]
[JsonSerializable(typeof(ZendeskTicketUpdate))]
[JsonSerializable(typeof(ZendeskTags))]
internal sealed partial class ZendeskJson : JsonSerializerContext;

/// <summary>Only the type of an event, because events of other types have other forms.</summary>
internal sealed record ZendeskKind(string? Type);
