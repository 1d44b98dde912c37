using System.Globalization;
using System.Text.Json;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Connectors.Zendesk.Outgoing;
using IncidentService.Contacts;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Messages;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// Processes the events of tickets: records a customer's message like POST /messages, and a desk's answer as an outgoing message. Ignores
/// internal comments.
/// </summary>
internal sealed partial class ZendeskInbox(
    ZendeskSettings settings, ConnectorKeys keys, ServiceSettings rules, ZendeskClient zendesk, ILogger<ZendeskInbox> logger)
{
    private const int RetryAfterSeconds = 30;
    private static readonly HttpReply Taken = HttpReply.Empty(StatusCodes.Status204NoContent);

    public async Task<HttpReply> Receive(ReadOnlyMemory<byte> body, HttpContext http)
    {
        if (Parse(body.Span) is not { } told) return Problem.From(Problems.MalformedBody);
        if (told.Message is not { } message) return Taken;
        if (await keys.Enter(http, settings.Key) is not { } request || !request.Caller.May(Scopes.Write))
        {
            LogKeyUnfit(ZendeskSettings.Section);
            return Problem.From(Problems.Unavailable) with { RetryAfter = RetryAfterSeconds };
        }
        return message.Agent is null ? await Process(message, request) : await RecordAgentComment(message, message.Agent, request);
    }

    private static ZendeskEvent? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, ZendeskJson.Default.ZendeskKind) is not { Type: { } type }) return null;
            return type is ZendeskEvent.TicketCreated or ZendeskEvent.CommentAdded
                ? JsonSerializer.Deserialize(body, ZendeskJson.Default.ZendeskEvent)
                : new ZendeskEvent { Type = type, Id = "" };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<HttpReply> Process(ZendeskMessage message, WriteRequest request)
    {
        var email = message.Author is { } author ? await zendesk.FindEmail(author, request.Cancellation) : null;
        var errors = new ValidationErrors();
        var incoming = RequestOf(
            message, email is null ? null : new ContactRequest { Kind = ContactKinds.Email, Value = email }).Validate(rules, errors);
        if (!errors.IsEmpty) return errors.ToProblem();
        var reply = await request.Change(change => new MessageHandler(change).Receive(incoming), _ => Taken);
        return reply.Problem?.Type == Problems.MessageDiffers.Type ? Taken : reply; // an edited comment comes under its old id
    }

    /// <summary>Records the desk's answer, if the ticket belongs to an incident. A repeated delivery changes nothing.</summary>
    private async Task<HttpReply> RecordAgentComment(ZendeskMessage message, string agent, WriteRequest request)
    {
        var errors = new ValidationErrors();
        var answer = RequestOf(message, null).Validate(rules, errors);
        if (!errors.IsEmpty) return errors.ToProblem();
        var author = errors.ParseMaskedLine("agent", agent, Limits.Line);
        return await request.Change(
            change => RecordAgentComment(change with { Origin = change.Origin with { Agent = author } }, answer), _ => Taken);
    }

    private static async Task<Outcome<Done>> RecordAgentComment(ChangeContext change, MessageInput answer)
    {
        var transaction = change.Transaction;
        if (await transaction.LockHolder(answer.Conversation!) is not { } incident) return default(Done);
        if (await transaction.FindMessage(answer.System, answer.IdDigest) is not null) return default(Done);
        var line = await MessageRecorder.Record(change, incident, answer.Line with { Direction = Directions.Out }, answer.Facts);
        transaction.AddMessage(answer.RecordAs(line, change.Now));
        return default(Done);
    }

    private static MessageRequest RequestOf(ZendeskMessage message, ContactRequest? from) => new()
    {
        System = ZendeskSettings.System,
        MessageId = message.Id,
        Conversation = message.Ticket.ToString(CultureInfo.InvariantCulture),
        From = from,
        Subject = message.Subject,
        Text = message.Text,
    };

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The key of {Section} is unknown, expired or revoked, serves several channels, or lacks the scope write")]
    private partial void LogKeyUnfit(string section);
}

internal static class ZendeskEndpoints
{
    public static void Map(RouteGroupBuilder connectors) => connectors.MapPost("/zendesk/events", Receive);

    private static async Task<HttpReply> Receive(ZendeskRequest request, HttpContext http, ZendeskInbox inbox) =>
        request.Problem is { } refused ? refused : await inbox.Receive(request.Body, http);
}
