using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;
using IncidentService.Incidents;
using IncidentService.Messages;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>
/// Records a comment of a ticket, once, as what it is by now: it may have been redacted or made private before its event came.
/// </summary>
internal static class ZendeskMessageChanges
{
    private const string RedactedText = "(redacted in Zendesk)";

    public static async Task<Outcome<Done>> Record(ChangeContext change, ZendeskMessage sent, MessageInput sentInput)
    {
        var kept = await ZendeskComments.FindKept(change.Transaction, sent.Comment);
        var message = kept == ZendeskComments.MadePrivate ? sent with { IsPublic = false, WasMadePrivate = true } : sent;
        if (await FindRecorded(change, message, sentInput) is { } before) return await Recognise(change, message, sentInput, before, kept);
        var input = kept == ZendeskComments.Redacted
            ? sentInput with { Line = sentInput.Line with { Text = RedactedText }, Said = "" }
            : sentInput;
        var late = message is { IsFirst: true, IsByCustomer: true } ? await change.Transaction.LockHolder(input.Conversation!) : null;
        if (message.IsFirst || message.IsByCustomer) await JoinTagged(change, message, input.Conversation!);
        if (late is not null) return await ReceiveLate(change, message, input, late.WaitingOn);
        return message.IsByCustomer ? await Receive(change, message, input) : await RecordByDesk(change, message, input);
    }

    /// <summary>The event of the ticket comes after that of a later comment, which has decided who is waited on.</summary>
    private static async Task<Outcome<Done>> ReceiveLate(ChangeContext change, ZendeskMessage message, MessageInput input, string waitingOn)
    {
        var outcome = await Receive(change, message, input);
        if (outcome.Succeeded && await change.Transaction.LockHolder(input.Conversation!) is { } incident)
            incident.SetWaitingOn(waitingOn, change.Now);
        return outcome;
    }

    /// <summary>
    /// The other event of a message that is recorded. The comment names its author and whether it is internal, the ticket only lets us
    /// conclude it: where they differ, the message is recorded anew.
    /// </summary>
    private static async Task<Outcome<Done>> Recognise(
        ChangeContext change, ZendeskMessage message, MessageInput input, RecordedMessage before, string? kept)
    {
        if (message.Comment is null) return default(Done);
        await ZendeskComments.Remember(change.Transaction, message.Comment, before.IncidentId, before.Sequence);
        var asZendesk = ZendeskTicketChanges.AsZendesk(change);
        if (kept == ZendeskComments.Redacted) await ZendeskTicketChanges.RedactComment(asZendesk, before);
        else if (!message.IsPublic) await ZendeskTicketChanges.MakePrivate(asZendesk, before);
        else if (await ZendeskTicketChanges.RemoveOtherDirection(asZendesk, before, message.EventType) is { } incident)
            await MessageRecorder.Record(change, incident, LineOf(message, input), input.Facts);
        return default(Done);
    }

    /// <summary>
    /// The message as it was recorded. An earlier release did so under the id of its action alone, which other tickets may share.
    /// </summary>
    private static async Task<RecordedMessage?> FindRecorded(ChangeContext change, ZendeskMessage message, MessageInput input)
    {
        if (await change.Transaction.FindMessage(input.System, input.IdDigest) is { } known) return known;
        if (await change.Transaction.FindMessage(input.System, Digest.Compute(message.EarlierId)) is not { } earlier) return null;
        var incident = await change.Transaction.FindSurvivor(earlier.IncidentId);
        var group = await change.Transaction.FindMergeGroup(incident);
        var holders = await change.Transaction.ListHolders(input.Conversation!);
        return holders.Any(held => held.TaughtBy is null && group.Contains(held.IncidentId)) ? earlier : null;
    }

    /// <summary>A ticket that is new to us, with a tag of ours, follows up the incident of that number.</summary>
    private static async Task JoinTagged(ChangeContext change, ZendeskMessage message, ReferenceInput ticket)
    {
        if (message.TaggedNumbers.Count == 0 || (await change.Transaction.ListHolders(ticket)).Any(held => held.TaughtBy is null)) return;
        foreach (var number in message.TaggedNumbers)
        {
            if (await change.Transaction.LockIncident(number) is not { } incident) continue;
            await ZendeskTickets.Put(change, incident, message.Ticket);
            return;
        }
    }

    private static async Task<Outcome<Done>> Receive(ChangeContext change, ZendeskMessage message, MessageInput input)
    {
        if (!(await MessageChanges.Receive(change, input)).Try(out var taken, out var refused)) return refused;
        if (taken.Incident.PendingEvents.LastOrDefault(line => line.Type == EventTypes.MessageReceived) is { } line)
            await ZendeskComments.Remember(change.Transaction, message.Comment, line.IncidentId, line.Sequence);
        return default(Done);
    }

    private static async Task<Outcome<Done>> RecordByDesk(ChangeContext change, ZendeskMessage message, MessageInput input)
    {
        var line = LineOf(message, input);
        var incident = await change.Transaction.LockHolder(input.Conversation!);
        var isPublic = message.IsPublic || message.WasMadePrivate;
        var isWanted = message.IsFirst || (incident is null ? isPublic && message.Speaker == ZendeskSpeaker.Desk : isPublic);
        if (!isWanted) return default(Done);
        if (incident is not null)
            return await Keep(change, message, input, await MessageRecorder.Record(change, incident, line, input.Facts));
        var opening = new IncidentInput(
            message.Subject, null, null, input.From is null ? [] : [input.From], [input.Conversation!])
        {
            Message = line,
            MessageFacts = input.Facts,
            ExpectedFree = input.Conversation,
        };
        return (await IncidentChanges.Open(change, opening)).Try(out var parts, out var refused)
            ? await Keep(change, message, input, parts.Incident.PendingEvents.Last(added => added.Type == message.EventType))
            : refused;
    }

    private static LineInput LineOf(ZendeskMessage message, MessageInput input) =>
        input.Line with { Direction = message.Direction, Automatic = message.Speaker == ZendeskSpeaker.System };

    private static async Task<Outcome<Done>> Keep(ChangeContext change, ZendeskMessage message, MessageInput input, TimelineEvent line)
    {
        change.Transaction.AddMessage(input.RecordAs(line, change.Now));
        await ZendeskComments.Remember(change.Transaction, message.Comment, line.IncidentId, line.Sequence);
        return default(Done);
    }
}
