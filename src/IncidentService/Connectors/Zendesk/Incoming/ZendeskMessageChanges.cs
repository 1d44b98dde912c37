using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Incidents;
using IncidentService.Messages;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// Records a comment of a ticket, once, as what it is by now: it may have been redacted or made private before its event came.
/// </summary>
internal sealed class ZendeskMessageChanges(ChangeContext change)
{
    private const string RedactedText = "(redacted in Zendesk)";

    private readonly Transaction transaction = change.Transaction;
    private readonly ZendeskComments comments = new(change.Transaction);

    public async Task<Outcome<Done>> Record(ZendeskMessage given, MessageInput told)
    {
        var kept = await comments.FindKept(given.Comment);
        var message = kept == ZendeskComments.MadePrivate ? given with { IsPublic = false, WasMadePrivate = true } : given;
        if (await FindRecorded(message, told) is { } before) return await Recognise(message, told, before, kept);
        var input = kept == ZendeskComments.Redacted ? told with { Line = told.Line with { Text = RedactedText }, Said = "" } : told;
        var late = message is { IsFirst: true, IsByCustomer: true } ? await transaction.LockHolder(input.Conversation!) : null;
        if (message.IsFirst || message.IsByCustomer) await JoinTagged(message, input.Conversation!);
        if (late is not null) return await ReceiveLate(message, input, late.WaitingOn);
        return message.IsByCustomer ? await Receive(message, input) : await RecordByDesk(message, input);
    }

    /// <summary>The event of the ticket comes after one of its later comments: whose turn it is follows from those.</summary>
    private async Task<Outcome<Done>> ReceiveLate(ZendeskMessage message, MessageInput input, string waitingOn)
    {
        var outcome = await Receive(message, input);
        if (outcome.Succeeded && await transaction.LockHolder(input.Conversation!) is { } incident)
            incident.SetWaitingOn(waitingOn, change.Now);
        return outcome;
    }

    /// <summary>
    /// The other event of a message that is recorded. The comment names its author and whether it is internal, the ticket only lets us
    /// conclude it: where they differ, the message is recorded anew.
    /// </summary>
    private async Task<Outcome<Done>> Recognise(ZendeskMessage message, MessageInput input, RecordedMessage before, string? kept)
    {
        if (message.Comment is null) return default(Done);
        await comments.Remember(message.Comment, before.IncidentId, before.Sequence);
        var ticket = new ZendeskTicketChanges(change);
        if (kept == ZendeskComments.Redacted) await ticket.RedactComment(before);
        else if (!message.IsPublic) await ticket.MakePrivate(before);
        else if (await ticket.RemoveOtherDirection(before, message.EventType) is { } incident)
            await MessageRecorder.Record(change, incident, LineOf(message, input), input.Facts);
        return default(Done);
    }

    /// <summary>
    /// The message as it was recorded. An earlier release did so under the id of its action alone, which other tickets may share.
    /// </summary>
    private async Task<RecordedMessage?> FindRecorded(ZendeskMessage message, MessageInput input)
    {
        if (await transaction.FindMessage(input.System, input.IdDigest) is { } known) return known;
        if (await transaction.FindMessage(input.System, Digest.Compute(message.EarlierId)) is not { } earlier) return null;
        var incident = await transaction.FindSurvivor(earlier.IncidentId);
        var group = await transaction.FindMergeGroup(incident);
        var holders = await transaction.ListHolders(input.Conversation!);
        return holders.Any(held => held.TaughtBy is null && group.Contains(held.IncidentId)) ? earlier : null;
    }

    /// <summary>A ticket that is new to us, with a tag of ours, follows up the incident of that number.</summary>
    private async Task JoinTagged(ZendeskMessage message, ReferenceInput ticket)
    {
        if (message.TaggedNumbers.Count == 0 || (await transaction.ListHolders(ticket)).Any(held => held.TaughtBy is null)) return;
        foreach (var number in message.TaggedNumbers)
        {
            if (await transaction.LockIncident(number) is not { } incident) continue;
            await new ZendeskTickets(change).Put(incident, message.Ticket);
            return;
        }
    }

    private async Task<Outcome<Done>> Receive(ZendeskMessage message, MessageInput input)
    {
        if (!(await new MessageHandler(change).Receive(input)).Try(out var taken, out var refused)) return refused;
        if (taken.Incident.PendingEvents.LastOrDefault(line => line.Type == EventTypes.MessageReceived) is { } line)
            await comments.Remember(message.Comment, line.IncidentId, line.Sequence);
        return default(Done);
    }

    private async Task<Outcome<Done>> RecordByDesk(ZendeskMessage message, MessageInput input)
    {
        var line = LineOf(message, input);
        var incident = await transaction.LockHolder(input.Conversation!);
        var isPublic = message.IsPublic || message.WasMadePrivate;
        var isWanted = message.IsFirst || (incident is null ? isPublic && message.Speaker == ZendeskSpeaker.Desk : isPublic);
        if (!isWanted) return default(Done);
        if (incident is not null)
            return await Keep(message, input, await MessageRecorder.Record(change, incident, line, input.Facts));
        var opening = new IncidentInput(
            message.Subject, null, null, input.From is null ? [] : [input.From], [input.Conversation!])
        {
            Message = line,
            MessageFacts = input.Facts,
            ExpectedFree = input.Conversation,
        };
        return (await IncidentChanges.Open(change, opening)).Try(out var parts, out var refused)
            ? await Keep(message, input, parts.Incident.PendingEvents.Last(added => added.Type == message.EventType))
            : refused;
    }

    private static LineInput LineOf(ZendeskMessage message, MessageInput input) =>
        input.Line with { Direction = message.Direction, Automatic = message.Speaker == ZendeskSpeaker.System };

    private async Task<Outcome<Done>> Keep(ZendeskMessage message, MessageInput input, TimelineEvent line)
    {
        transaction.AddMessage(input.RecordAs(line, change.Now));
        await comments.Remember(message.Comment, line.IncidentId, line.Sequence);
        return default(Done);
    }
}
