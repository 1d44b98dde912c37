using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>What happened to a ticket, other than a new comment.</summary>
internal sealed record ZendeskTicketEvent(string Type, long Ticket, string ActionId, long? Comment, long? MergedInto)
{
    private const string Solved = "SOLVED";

    /// <summary>Null if nothing follows from the event.</summary>
    public static ZendeskTicketEvent? From(ZendeskEvent told) => told switch
    {
        { Detail.Id: not > 0 } or { Detail: null } => null,
        { Type: ZendeskEventTypes.StatusChanged, Event.Current: var status }
            when !string.Equals(status, Solved, StringComparison.OrdinalIgnoreCase) => null,
        { Type: ZendeskEventTypes.Merged, Event.TargetTicketId: not > 0 } => null,
        { Type: ZendeskEventTypes.CommentRedacted or ZendeskEventTypes.CommentMadePrivate, Event.Comment.Id: null } => null,
        { Type: ZendeskEventTypes.Created or ZendeskEventTypes.CommentAdded } => null,
        _ when !ZendeskEventTypes.Heard.Contains(told.Type) => null,
        _ => new ZendeskTicketEvent(
            told.Type, told.Detail!.Id!.Value, told.ActionId, told.Event?.Comment?.Id, told.Event?.TargetTicketId),
    };
}

/// <summary>Applies what happened to a ticket to its incident. Repeating an event changes nothing.</summary>
internal sealed class ZendeskTicketChanges(ChangeContext given)
{
    private readonly ChangeContext change = given with { Origin = given.Origin with { Agent = ZendeskMessage.SystemName } };
    private readonly Transaction transaction = given.Transaction;
    private readonly ZendeskComments comments = new(given.Transaction);

    public async Task<Outcome<Done>> Apply(ZendeskTicketEvent told) => told.Type switch
    {
        ZendeskEventTypes.CommentRedacted => await RedactComment(told.Comment!.Value),
        ZendeskEventTypes.CommentMadePrivate => await MakePrivate(told.Comment!.Value),
        ZendeskEventTypes.Merged => await Merge(told),
        ZendeskEventTypes.StatusChanged => await Once(told, "solved", Solve),
        ZendeskEventTypes.SoftDeleted => await Once(told, "deleted", AddNote),
        ZendeskEventTypes.Undeleted => await Once(told, "restored", AddNote),
        _ => await Once(told, "permanently deleted", DeleteTexts),
    };

    /// <summary>Applies what happened to a ticket before its incident was opened.</summary>
    public async Task<Outcome<Done>> ApplyKept(long ticket)
    {
        foreach (var kept in await comments.ListKeptForTicket(ticket)) await Apply(kept);
        return default(Done);
    }

    /// <summary>
    /// The words of a comment that is internal now go into an internal note, and leave the line that the customer may see.
    /// </summary>
    public async Task MakePrivate(RecordedMessage recorded)
    {
        var incident = await transaction.LockIncident(recorded.IncidentId);
        foreach (var line in await ListCopies(incident, recorded))
        {
            if (line.Type == EventTypes.NoteAdded) continue;
            var note = new LineInput(Directions.Internal, line.Text!, false, null, line.Attachments);
            note.AppendTo(incident, change.Origin with { Agent = line.Agent }, change.Now, line.Facts);
            await Redact(incident, line, "It is internal in Zendesk.");
        }
    }

    public async Task RedactComment(RecordedMessage recorded)
    {
        var incident = await transaction.LockIncident(recorded.IncidentId);
        foreach (var line in await ListCopies(incident, recorded)) await Redact(incident, line, "It was redacted in Zendesk.");
    }

    /// <summary>
    /// Redacts the message if it was recorded as one of the other direction, and returns the incident in which to record it anew; null if
    /// it was not.
    /// </summary>
    public async Task<Incident?> RemoveOtherDirection(RecordedMessage recorded, string type)
    {
        var incident = await transaction.LockIncident(recorded.IncidentId);
        var other = (await ListCopies(incident, recorded)).Where(line => line.Type != type && line.Type != EventTypes.NoteAdded).ToList();
        foreach (var line in other) await Redact(incident, line, "Zendesk names another author.");
        return other.Count > 0 ? incident : null;
    }

    private async Task<Outcome<Done>> Merge(ZendeskTicketEvent told)
    {
        var tickets = new ZendeskTickets(change);
        if (await tickets.IsKnown(told.Ticket) || await tickets.IsKnown(told.MergedInto!.Value))
            return await tickets.Merge(told.Ticket, told.MergedInto!.Value);
        await comments.KeepForTicket(told);
        return default(Done);
    }

    private async Task<Outcome<Done>> MakePrivate(long comment)
    {
        if (await comments.FindOrKeep(comment, ZendeskComments.MadePrivate) is { } recorded) await MakePrivate(recorded);
        return default(Done);
    }

    private async Task<Outcome<Done>> RedactComment(long comment)
    {
        if (await comments.FindOrKeep(comment, ZendeskComments.Redacted) is { } recorded) await RedactComment(recorded);
        return default(Done);
    }

    /// <summary>Does something to the ticket's incident, once for each action in Zendesk.</summary>
    private async Task<Outcome<Done>> Once(
        ZendeskTicketEvent told, string what, Func<Incident, ZendeskTicketEvent, string, Task<TimelineEvent>> apply)
    {
        var digest = Digest.Compute($"{told.ActionId}:{what}");
        if (await transaction.FindMessage(ZendeskSettings.System, digest) is not null) return default(Done);
        if (await transaction.LockHolder(new ZendeskTickets(change).ReferenceTo(told.Ticket)) is not { } incident)
        {
            await comments.KeepForTicket(told);
            return default(Done);
        }
        var line = await apply(incident, told, $"Ticket {told.Ticket} was {what} in Zendesk.");
        transaction.AddProcessed(ZendeskSettings.System, digest, line.IncidentId, line.Sequence);
        return default(Done);
    }

    /// <summary>
    /// The desk says that it is resolved. The customer was told there, or not at all, so a note stands for it. While another channel or
    /// team still owes the customer something, the incident stays open.
    /// </summary>
    private async Task<TimelineEvent> Solve(Incident incident, ZendeskTicketEvent told, string text)
    {
        var card = await transaction.FindCard(incident);
        var isOwed = card.Handoffs.Count > 0 || card.Promises.Any(promise => promise is { Kind: PromiseKinds.Promise, IsPending: true });
        if (incident.State != States.Open || isOwed) return await AddNote(incident, told, text);
        var note = new LineInput(Directions.Internal, text, false, null, null);
        await ResolutionChanges.Resolve(change, incident, new ResolutionInput(note, null));
        incident.SetWaitingOn(WaitingOn.Customer, change.Now);
        return incident.PendingEvents[^1];
    }

    private Task<TimelineEvent> AddNote(Incident incident, ZendeskTicketEvent told, string text) =>
        MessageRecorder.Record(change, incident, new LineInput(Directions.Internal, text, false, null, null));

    /// <summary>
    /// Zendesk keeps nothing of such a ticket. So its texts go, and with them the subject if the ticket opened the incident.
    /// </summary>
    private async Task<TimelineEvent> DeleteTexts(Incident incident, ZendeskTicketEvent told, string text)
    {
        var lines = await ListLines(incident, _ => true);
        var tickets = new ZendeskTickets(change);
        var (own, unsure) = await tickets.MessagesOf(told.Ticket, incident, lines);
        var openings = lines.Where(line => line.Type == EventTypes.Opened
            && own.Any(message => message.IncidentId == line.IncidentId && message.OccurredAt == line.OccurredAt));
        foreach (var line in own.Concat(openings).Where(line => line.Text is not null))
            await Redact(incident, line, "The ticket was permanently deleted in Zendesk.");
        return await AddNote(incident, told, unsure == 0 ? text : $"{text} {ZendeskTickets.Unsure(unsure)}");
    }

    /// <summary>The lines with the text of the message: its own, or the one in which it was recorded anew.</summary>
    private async Task<IReadOnlyList<TimelineEvent>> ListCopies(Incident incident, RecordedMessage recorded)
    {
        var id = (await transaction.FindLine(recorded.IncidentId, recorded.Sequence))?.Facts?.MessageId;
        return await ListLines(incident, line => line.Text is not null && id is not null && line.Facts?.MessageId == id);
    }

    private async Task Redact(Incident incident, TimelineEvent line, string reason)
    {
        var number = (await transaction.FindMergeGroup(incident)).NumberOf(line.IncidentId);
        await TimelineChanges.RedactLine(change, incident, line, number, reason);
    }

    private async Task<IReadOnlyList<TimelineEvent>> ListLines(Incident incident, Func<TimelineEvent, bool> isWanted) =>
        [.. (await transaction.ListLines(incident, after: 0, int.MaxValue)).Where(isWanted)];
}
