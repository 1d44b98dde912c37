using System.Text.Json;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Connectors.Zendesk.Outgoing;
using IncidentService.Contacts;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage.Sql;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// Processes the events of tickets: records a customer's message like POST /messages, a desk's answer as an outgoing message, and what else
/// happens to the ticket, also if that comes before the ticket. Ignores internal comments, except the one that a ticket begins with.
/// </summary>
internal sealed class ZendeskInbox(
    ZendeskSettings settings, ConnectorKeys keys, ServiceSettings rules, ZendeskClient zendesk)
{
    private const int RetryAfterSeconds = 30;
    private const string EndUser = "end-user";
    private static readonly HttpReply Taken = HttpReply.Empty(StatusCodes.Status204NoContent);

    public async Task<HttpReply> Receive(ReadOnlyMemory<byte> body, HttpContext http)
    {
        if (Parse(body.Span) is not { } zendeskEvent) return Problem.From(Problems.MalformedBody);
        var message = ZendeskMessage.From(zendeskEvent);
        var ticketEvent = message is null ? ZendeskTicketEvent.From(zendeskEvent) : null;
        if (message is null && ticketEvent is null) return Taken;
        if (await keys.Enter(http, ZendeskSettings.Section, settings.Key, Scopes.Write) is not { } request)
            return Problem.From(Problems.Unavailable) with { RetryAfter = RetryAfterSeconds };
        return message is null
            ? await request.Change(change => ZendeskTicketChanges.Apply(change, ticketEvent!), _ => Taken)
            : await Process(await WithRole(message, request.Cancellation), request);
    }

    private static ZendeskEvent? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, ZendeskJson.Default.ZendeskKind) is not { Type: { } type }) return null;
            return ZendeskEventTypes.Handled.Contains(type)
                ? JsonSerializer.Deserialize(body, ZendeskJson.Default.ZendeskEvent)
                : new ZendeskEvent { Type = type, Id = "" };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// The event of a new ticket does not say whether its submitter is staff. Who submits for somebody else is staff, unless
    /// Zendesk says otherwise.
    /// </summary>
    private async Task<ZendeskMessage> WithRole(ZendeskMessage message, CancellationToken cancellation)
    {
        if (message is not { IsFirst: true, Comment: null, Speaker: ZendeskSpeaker.Desk, Author: { } author }) return message;
        var user = await zendesk.FindUser(author, cancellation);
        return user?.Role == EndUser
            ? message with { Speaker = ZendeskSpeaker.Customer }
            : message with { AuthorName = user?.Name };
    }

    private async Task<HttpReply> Process(ZendeskMessage message, WriteRequest request)
    {
        var email = message.Contact is > 0 and { } user ? (await zendesk.FindUser(user, request.Cancellation))?.Email : null;
        var errors = new ValidationErrors();
        var contact = email is null ? null : new ContactRequest { Kind = ContactKinds.Email, Value = email };
        var input = (message.ToRequest() with { From = contact }).Validate(rules, errors);
        var name = message.Speaker switch
        {
            ZendeskSpeaker.System => ZendeskMessage.SystemName,
            ZendeskSpeaker.Desk => errors.ParseMaskedLine("agent", message.AuthorName ?? ZendeskMessage.SystemName, Limits.Line),
            _ => null,
        };
        if (!errors.IsEmpty) return errors.ToProblem();
        var hasKept = false;
        var reply = await request.Change(
            async change =>
            {
                hasKept = (message.IsFirst || (await change.Transaction.ListHolders(input.Conversation!)).Count == 0)
                    && (await ZendeskComments.ListKeptForTicket(change.Transaction, message.Ticket)).Count > 0;
                var byAuthor = change with { Origin = change.Origin with { Agent = name ?? change.Origin.Agent } };
                return await ZendeskMessageChanges.Record(byAuthor, message, input);
            },
            _ => Taken,
            input.NameCreated(rules.Systems));
        return hasKept && reply.IsSuccess
            ? await request.Change(change => ZendeskTicketChanges.ApplyKept(change, message.Ticket), _ => Taken)
            : reply;
    }
}

internal static class ZendeskEndpoints
{
    public static void Map(RouteGroupBuilder connectors) => connectors.MapPost("/zendesk/events", Receive);

    private static async Task<HttpReply> Receive(ZendeskRequest request, HttpContext http, ZendeskInbox inbox) =>
        request.Problem is { } refused ? refused : await inbox.Receive(request.Body, http);
}
