using System.Globalization;
using System.Text.Json;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Messages;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Connectors.Zendesk;

/// <summary>Takes in what happens to tickets: a customer's words as POST /messages does, a desk's answer as a message out. Internal comments stay in Zendesk.</summary>
internal sealed partial class ZendeskInbox(
    ZendeskSettings settings, ConnectorKeys keys, Rulebook rules, ZendeskClient zendesk, ILogger<ZendeskInbox> logger)
{
    private const int RetryAfterSeconds = 30;
    private static readonly Reply Taken = Reply.Empty(StatusCodes.Status204NoContent);

    public async Task<Reply> Receive(ReadOnlyMemory<byte> body, HttpContext http)
    {
        if (Read(body.Span) is not { } told) return Problem.Of(Problems.MalformedBody);
        if (told.Message is not { } message) return Taken;
        if (await keys.Enter(http, settings.Key) is not { } call || !call.Caller.May(Scopes.Write))
        {
            LogKeyUnfit(ZendeskSettings.Section);
            return Problem.Of(Problems.Unavailable) with { RetryAfter = RetryAfterSeconds };
        }
        return message.Agent is null ? await TakeIn(message, call) : await WriteDown(message, message.Agent, call);
    }

    private static ZendeskEvent? Read(ReadOnlySpan<byte> body)
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

    private async Task<Reply> TakeIn(ZendeskMessage message, Call call)
    {
        var email = message.Author is { } author ? await zendesk.FindEmail(author, call.Cancelled) : null;
        var faults = new Faults();
        var incoming = RequestOf(message, email is null ? null : new ContactRequest { Kind = ContactKinds.Email, Value = email }).Read(rules, faults);
        if (!faults.None) return faults.ToProblem();
        return await call.Change(change => new Intake(change).Receive(incoming), _ => Taken);
    }

    /// <summary>What the desk has answered, where the ticket's incident is known. Another delivery of it changes nothing.</summary>
    private async Task<Reply> WriteDown(ZendeskMessage message, string agent, Call call)
    {
        var faults = new Faults();
        var answer = RequestOf(message, null).Read(rules, faults);
        if (!faults.None) return faults.ToProblem();
        var author = faults.Wording("agent", agent, Limits.Line);
        return await call.Change(change => WriteDown(change with { Origin = change.Origin with { Agent = author } }, answer), _ => Taken);
    }

    private static async Task<Outcome<Done>> WriteDown(ChangeContext change, IncomingMessage answer)
    {
        var transaction = change.Transaction;
        var holder = (await transaction.HoldersOf(answer.Conversation!)).FirstOrDefault(known => known.TaughtBy is null);
        if (holder is null || await transaction.FindMessage(answer.System, answer.Mark) is not null) return default(Done);
        var incident = await transaction.Lock(holder.IncidentId);
        var line = await Telling.Tell(change, incident, answer.Line with { Direction = Directions.Out }, answer.Facts);
        transaction.RecordMessage(answer.System, answer.Mark, incident.Id, line.Sequence);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The key of {Section} is unknown, expired or revoked, serves several channels, or may not write")]
    private partial void LogKeyUnfit(string section);
}

internal static class ZendeskEndpoints
{
    public static void Map(RouteGroupBuilder connectors) => connectors.MapPost("/zendesk/events", Receive);

    private static async Task<Reply> Receive(ZendeskRequest request, HttpContext http, ZendeskInbox inbox) =>
        request.Refusal is { } refused ? refused : await inbox.Receive(request.Body, http);
}
