using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents;
using IncidentService.Messages.Matching;
using IncidentService.Messages.Reading;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Messages;

/// <summary>
/// Receives a message: appends it to the incident that it belongs to, or opens an incident. If the quoted incident does not know the
/// sender, the message opens its own incident, and both incidents refer to each other.
/// </summary>
internal static class MessageChanges
{
    private static readonly TimeSpan LoopTime = TimeSpan.FromHours(1);

    public static async Task<Outcome<TakenMessage>> Receive(ChangeContext change, MessageInput message)
    {
        if (await change.Transaction.FindMessage(message.System, message.IdDigest) is { } before)
            return await ReplyToDuplicate(change, message, before);
        var search = new IncidentOfMessage(change.Transaction, change.Settings.Systems, message);
        var known = await search.FindByConversation() ?? await search.FindByThread();
        if (known is not null) return await Append(change, known, message, newConversation: null);
        var (quoted, stranger) = await search.FindByQuotedNumber();
        if (quoted is not null) return await Append(change, quoted, message, message.Conversation);
        if (stranger is not null && message.Line.Automatic) return await Append(change, stranger, message, newConversation: null);
        if (stranger is null && await search.FindByOtherNumber() is { } imported)
            return await Append(change, imported, message, message.Conversation);
        if (stranger is null && await search.FindByMistypedNumber() is { } meant)
            return await Append(change, meant, message.WithRepairedNumber(), message.Conversation);
        return await FindLoop(change, message) is { } loop
            ? await AppendToLoop(change, loop, message)
            : await OpenIncident(change, message, stranger);
    }

    private static async Task<Outcome<TakenMessage>> ReplyToDuplicate(ChangeContext change, MessageInput message, RecordedMessage before)
    {
        var incident = await change.Transaction.LockIncident(before.IncidentId);
        var number = (await change.Transaction.FindMergeGroup(incident)).NumberOf(before.IncidentId);
        var fields = before.Content is null ? [] : new MessageDigests(message).FieldsThatDiffer(before.Content);
        if (fields.Count > 0) return message.IsIdBySender ? await Receive(change, message.UnderOwnId()) : Differs(number, fields);
        return new TakenMessage(incident, CreateReceipt(message, number, MessageOutcomes.Duplicate, before.Sequence));
    }

    private static Problem Differs(IncidentNumber number, IReadOnlyList<string> fields) =>
        Problem.From(Problems.MessageDiffers, $"The first one is in {number.Formatted}. These fields differ: {string.Join(", ", fields)}.")
            with
            {
                Holder = number.ToString(),
                Errors = [.. fields.Select(field => new FieldFault(field, "differs from the message that was received under this id"))],
            };

    private static async Task<TakenMessage> Append(
        ChangeContext change, Incident incident, MessageInput message, ReferenceInput? newConversation)
    {
        if (newConversation is not null) await AddConversation(change, incident, message, newConversation);
        var facts = newConversation is null ? await AddSender(change, incident, message) : message.Facts;
        var line = await MessageRecorder.Record(change, incident, message.Line, facts);
        return RecordAndReply(change, incident, message, line, MessageOutcomes.Appended);
    }

    private static async Task AddConversation(ChangeContext change, Incident incident, MessageInput message, ReferenceInput conversation)
    {
        await RemoveTaughtReference(change, conversation, incident);
        change.Transaction.AddReference(incident, conversation, change.Settings.Systems.IsShared(conversation.System));
        var contacts = (await change.Transaction.ListContacts(incident)).Select(contact => contact.Input).Append(message.From);
        var value = ContactTraces.From(contacts.OfType<ContactInput>()).RemoveFrom(conversation.Value);
        incident.Append(EventTypes.ReferenceAdded, change.Origin, change.Now, new Facts { System = conversation.System, Value = value });
    }

    /// <summary>
    /// The incident of the last message with this sender and subject, if too many of them came within an hour: two machines answer each
    /// other, or one repeats itself.
    /// </summary>
    private static async Task<Incident?> FindLoop(ChangeContext change, MessageInput message)
    {
        if (message.LoopMark is not { } mark) return null;
        var recent = await change.Transaction.ListIncidentIdsOfLoop(mark, change.Now.Plus(-LoopTime), change.Settings.MessageLoopLimit);
        return recent.Count < change.Settings.MessageLoopLimit ? null : await change.Transaction.LockIncident(recent[0]);
    }

    /// <summary>Appends a message of a loop as an automatic one. Its conversation stays its own.</summary>
    private static async Task<TakenMessage> AppendToLoop(ChangeContext change, Incident incident, MessageInput message)
    {
        var automatic = message.Line with { Automatic = true };
        var line = await MessageRecorder.Record(change, incident, automatic, message.Facts with { Loop = true });
        var adjustment = new Adjustment { Field = "from", Change = AdjustmentChanges.Loop };
        return RecordAndReply(
            change, incident, message with { Adjustments = [.. message.Adjustments ?? [], adjustment] }, line, MessageOutcomes.Appended);
    }

    /// <summary>
    /// Adds the sender in the incident's own conversation. If the incident has no contact of this kind, the sender becomes one. If the
    /// sender contradicts its contacts, the sender becomes a contact to confirm, and the event says so. The sender of an automatic message
    /// becomes neither. A quoted number is no proof: anybody who has heard it can quote it.
    /// </summary>
    private static async Task<Facts> AddSender(ChangeContext change, Incident incident, MessageInput message)
    {
        if (message.Line.Automatic || message.From is not { } sender) return message.Facts;
        var contacts = await change.Transaction.ListContacts(incident);
        if (IncidentOfMessage.Contradicts(contacts, sender))
            return message.Facts with { Contact = await PutToConfirm(change, incident, sender, contacts), ToConfirm = true };
        var known = contacts.Where(contact => contact.Kind == sender.Kind && contact.Value is not null);
        if (!known.Any(contact => contact.LookupKey is not null || sender.LookupKey is null))
            await AddContact(change, incident, sender, toConfirm: null);
        return message.Facts;
    }

    /// <summary>Adds a contact to confirm. Returns its ordinal; null if the incident has the maximum number of contacts.</summary>
    private static async Task<int?> PutToConfirm(
        ChangeContext change, Incident incident, ContactInput sender, IReadOnlyList<Contact> contacts)
    {
        if (contacts.FirstOrDefault(sender.Confirms) is { } known) return known.Ordinal;
        if (contacts.Count >= Limits.ContactsOfIncident) return null;
        var input = sender with { LookupKey = Contact.KeyToConfirm(sender.LookupKey!) };
        return (await AddContact(change, incident, input, toConfirm: true)).Ordinal;
    }

    private static async Task<Contact> AddContact(ChangeContext change, Incident incident, ContactInput input, bool? toConfirm)
    {
        var contact = await change.Transaction.AddContact(incident, input);
        incident.Append(
            EventTypes.ContactAdded, change.Origin, change.Now,
            new Facts { Contact = contact.Ordinal, Kind = contact.Kind, ToConfirm = toConfirm });
        return contact;
    }

    /// <summary>Removes a taught reference with the same value; the conversation itself replaces it.</summary>
    private static async Task RemoveTaughtReference(ChangeContext change, ReferenceInput conversation, Incident incident)
    {
        var group = await change.Transaction.FindMergeGroup(incident);
        var taught = (await change.Transaction.ListHolders(conversation))
            .FirstOrDefault(known => known.TaughtBy is not null && group.Contains(known.IncidentId));
        if (taught is not null) change.Transaction.RemoveReference(taught);
    }

    private static async Task<Outcome<TakenMessage>> OpenIncident(ChangeContext change, MessageInput message, Incident? stranger)
    {
        var input = new IncidentInput(
            message.Subject, null, null,
            message.From is null ? [] : [message.From],
            message.Conversation is null ? [] : [message.Conversation])
        {
            Message = message.Line,
            MessageFacts = message.Facts,
            Mismatch = stranger?.Id,
            ExpectedFree = message.Conversation,
        };
        if (!(await IncidentChanges.Open(change, input)).Try(out var parts, out var problem)) return problem;
        var incident = parts.Incident;
        incident.MismatchNumber = stranger?.Number;
        stranger?.Append(EventTypes.Mismatched, change.Origin, change.Now, new Facts { Number = incident.Number.ToString() });
        return RecordAndReply(change, incident, message, incident.PendingEvents[^1], MessageOutcomes.Opened);
    }

    private static TakenMessage RecordAndReply(
        ChangeContext change, Incident incident, MessageInput message, TimelineEvent line, string outcome)
    {
        change.Transaction.AddMessage(message.RecordAs(line, change.Now));
        var receipt = CreateReceipt(message, incident.Number, outcome, line.Sequence)
            with { Mismatch = outcome == MessageOutcomes.Opened ? incident.MismatchNumber : null };
        return new TakenMessage(incident, receipt);
    }

    private static MessageReceipt CreateReceipt(MessageInput message, IncidentNumber number, string outcome, int sequence) => new()
    {
        Number = number,
        Formatted = number.Formatted,
        Outcome = outcome,
        Sequence = sequence,
        Adjustments = message.Adjustments,
    };
}
