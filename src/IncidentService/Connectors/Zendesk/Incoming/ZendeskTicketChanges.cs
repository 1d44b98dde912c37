using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>What happened to a ticket, other than a new comment.</summary>
internal sealed record ZendeskTicketEvent(string Type, long Ticket, string ActionId, long? Comment, long? MergedInto)
{
    private const string Solved = "SOLVED";

    /// <summary>Null if nothing follows from the event.</summary>
    public static ZendeskTicketEvent? From(ZendeskEvent zendeskEvent) => zendeskEvent switch
    {
        { Detail.Id: not > 0 } or { Detail: null } => null,
        { Type: ZendeskEventTypes.StatusChanged, Event.Current: var status }
            when !string.Equals(status, Solved, StringComparison.OrdinalIgnoreCase) => null,
        { Type: ZendeskEventTypes.Merged, Event.TargetTicketId: not > 0 } => null,
        { Type: ZendeskEventTypes.CommentRedacted or ZendeskEventTypes.CommentMadePrivate, Event.Comment.Id: null } => null,
        { Type: ZendeskEventTypes.Created or ZendeskEventTypes.CommentAdded } => null,
        _ when !ZendeskEventTypes.Handled.Contains(zendeskEvent.Type) => null,
        _ => new ZendeskTicketEvent(
            zendeskEvent.Type, zendeskEvent.Detail!.Id!.Value, zendeskEvent.ActionId,
            zendeskEvent.Event?.Comment?.Id, zendeskEvent.Event?.TargetTicketId),
    };
}

/// <summary>Applies what happened to a ticket to its incident. Repeating an event changes nothing.</summary>
internal static class ZendeskTicketChanges
{
    /// <summary>The same context, in which Zendesk itself is the agent.</summary>
    public static ChangeContext AsZendesk(ChangeContext change) =>
        change with { Origin = change.Origin with { Agent = ZendeskMessage.SystemName } };

    public static async Task<Outcome<Done>> Apply(ChangeContext change, ZendeskTicketEvent ticketEvent)
    {
        var asZendesk = AsZendesk(change);
        return ticketEvent.Type switch
        {
            ZendeskEventTypes.CommentRedacted => await RedactComment(asZendesk, ticketEvent.Comment!.Value),
            ZendeskEventTypes.CommentMadePrivate => await MakePrivate(asZendesk, ticketEvent.Comment!.Value),
            ZendeskEventTypes.Merged => await Merge(asZendesk, ticketEvent),
            ZendeskEventTypes.StatusChanged => await Once(asZendesk, ticketEvent, "solved", Solve),
            ZendeskEventTypes.SoftDeleted => await Once(asZendesk, ticketEvent, "deleted", AddNote),
            ZendeskEventTypes.Undeleted => await Once(asZendesk, ticketEvent, "restored", AddNote),
            _ => await Once(asZendesk, ticketEvent, "permanently deleted", DeleteTexts),
        };
    }

    /// <summary>Applies what happened to a ticket before its incident was opened.</summary>
    public static async Task<Outcome<Done>> ApplyKept(ChangeContext change, long ticket)
    {
        foreach (var kept in await ZendeskComments.ListKeptForTicket(change.Transaction, ticket)) await Apply(change, kept);
        return default(Done);
    }

    /// <summary>
    /// The words of a comment that is internal now go into an internal note, and leave the line that the customer may see.
    /// </summary>
    public static async Task MakePrivate(ChangeContext change, RecordedMessage recorded)
    {
        var incident = await change.Transaction.LockIncident(recorded.IncidentId);
        foreach (var line in await ListCopies(change, incident, recorded))
        {
            if (line.Type == EventTypes.NoteAdded) continue;
            var note = new LineInput(Directions.Internal, line.Text!, false, null, line.Attachments);
            note.AppendTo(incident, change.Origin with { Agent = line.Agent }, change.Now, line.Facts);
            await Redact(change, incident, line, "It is internal in Zendesk.");
        }
    }

    public static async Task RedactComment(ChangeContext change, RecordedMessage recorded)
    {
        var incident = await change.Transaction.LockIncident(recorded.IncidentId);
        foreach (var line in await ListCopies(change, incident, recorded))
            await Redact(change, incident, line, "It was redacted in Zendesk.");
    }

    /// <summary>
    /// Redacts the message if it was recorded as one of the other direction, and returns the incident in which to record it anew; null if
    /// it was not.
    /// </summary>
    public static async Task<Incident?> RemoveOtherDirection(ChangeContext change, RecordedMessage recorded, string type)
    {
        var incident = await change.Transaction.LockIncident(recorded.IncidentId);
        var copies = await ListCopies(change, incident, recorded);
        var other = copies.Where(line => line.Type != type && line.Type != EventTypes.NoteAdded).ToList();
        foreach (var line in other) await Redact(change, incident, line, "Zendesk names another author.");
        return other.Count > 0 ? incident : null;
    }

    private static async Task<Outcome<Done>> Merge(ChangeContext change, ZendeskTicketEvent ticketEvent)
    {
        if (await ZendeskTickets.IsKnown(change, ticketEvent.Ticket) || await ZendeskTickets.IsKnown(change, ticketEvent.MergedInto!.Value))
            return await ZendeskTickets.Merge(change, ticketEvent.Ticket, ticketEvent.MergedInto!.Value);
        await ZendeskComments.KeepForTicket(change.Transaction, ticketEvent);
        return default(Done);
    }

    private static async Task<Outcome<Done>> MakePrivate(ChangeContext change, long comment)
    {
        var recorded = await ZendeskComments.FindOrKeep(change.Transaction, comment, ZendeskComments.MadePrivate);
        if (recorded is not null) await MakePrivate(change, recorded);
        return default(Done);
    }

    private static async Task<Outcome<Done>> RedactComment(ChangeContext change, long comment)
    {
        var recorded = await ZendeskComments.FindOrKeep(change.Transaction, comment, ZendeskComments.Redacted);
        if (recorded is not null) await RedactComment(change, recorded);
        return default(Done);
    }

    /// <summary>Does something to the ticket's incident, once for each action in Zendesk.</summary>
    private static async Task<Outcome<Done>> Once(
        ChangeContext change, ZendeskTicketEvent ticketEvent, string what,
        Func<ChangeContext, Incident, ZendeskTicketEvent, string, Task<TimelineEvent>> apply)
    {
        var digest = Digest.Compute($"{ticketEvent.ActionId}:{what}");
        if (await change.Transaction.FindMessage(ZendeskSettings.System, digest) is not null) return default(Done);
        if (await change.Transaction.LockHolder(ZendeskTickets.ReferenceTo(change, ticketEvent.Ticket)) is not { } incident)
        {
            await ZendeskComments.KeepForTicket(change.Transaction, ticketEvent);
            return default(Done);
        }
        var line = await apply(change, incident, ticketEvent, $"Ticket {ticketEvent.Ticket} was {what} in Zendesk.");
        change.Transaction.AddProcessed(ZendeskSettings.System, digest, line.IncidentId, line.Sequence);
        return default(Done);
    }

    /// <summary>
    /// The desk says that it is resolved. The customer was told there, or not at all, so a note stands for it. While another channel or
    /// team still owes the customer something, the incident stays open.
    /// </summary>
    private static async Task<TimelineEvent> Solve(ChangeContext change, Incident incident, ZendeskTicketEvent ticketEvent, string text)
    {
        var card = await change.Transaction.FindCard(incident);
        var isOwed = card.Handoffs.Count > 0 || card.Promises.Any(promise => promise is { Kind: PromiseKinds.Promise, IsPending: true });
        if (incident.State != States.Open || isOwed) return await AddNote(change, incident, ticketEvent, text);
        var note = new LineInput(Directions.Internal, text, false, null, null);
        await ResolutionChanges.Resolve(change, incident, new ResolutionInput(note, null));
        incident.SetWaitingOn(WaitingOn.Customer, change.Now);
        return incident.PendingEvents[^1];
    }

    private static Task<TimelineEvent> AddNote(ChangeContext change, Incident incident, ZendeskTicketEvent ticketEvent, string text) =>
        MessageRecorder.Record(change, incident, new LineInput(Directions.Internal, text, false, null, null));

    /// <summary>
    /// Zendesk keeps nothing of such a ticket. So its texts go, and with them the subject if the ticket opened the incident.
    /// </summary>
    private static async Task<TimelineEvent> DeleteTexts(
        ChangeContext change, Incident incident, ZendeskTicketEvent ticketEvent, string text)
    {
        var lines = await ListLines(change, incident, _ => true);
        var (own, unsure) = await ZendeskTickets.MessagesOf(change, ticketEvent.Ticket, incident, lines);
        var openings = lines.Where(line => line.Type == EventTypes.Opened
            && own.Any(message => message.IncidentId == line.IncidentId && message.OccurredAt == line.OccurredAt));
        foreach (var line in own.Concat(openings).Where(line => line.Text is not null))
            await Redact(change, incident, line, "The ticket was permanently deleted in Zendesk.");
        return await AddNote(change, incident, ticketEvent, unsure == 0 ? text : $"{text} {ZendeskTickets.Unsure(unsure)}");
    }

    /// <summary>The lines with the text of the message: its own, or the one in which it was recorded anew.</summary>
    private static async Task<IReadOnlyList<TimelineEvent>> ListCopies(ChangeContext change, Incident incident, RecordedMessage recorded)
    {
        var id = (await change.Transaction.FindLine(recorded.IncidentId, recorded.Sequence))?.Facts?.MessageId;
        return await ListLines(change, incident, line => line.Text is not null && id is not null && line.Facts?.MessageId == id);
    }

    private static async Task Redact(ChangeContext change, Incident incident, TimelineEvent line, string reason)
    {
        var number = (await change.Transaction.FindMergeGroup(incident)).NumberOf(line.IncidentId);
        await TimelineChanges.RedactLine(change, incident, line, number, reason);
    }

    private static async Task<IReadOnlyList<TimelineEvent>> ListLines(
        ChangeContext change, Incident incident, Func<TimelineEvent, bool> isWanted) =>
        [.. (await change.Transaction.ListLines(incident, after: 0, int.MaxValue)).Where(isWanted)];
}
