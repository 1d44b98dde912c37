using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.References;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Messages;

/// <summary>
/// Receives a message: appends it to the incident of its conversation or of a number quoted in it, or opens an incident. If the quoted
/// incident does not know the sender, the message opens its own incident, and both incidents refer to each other.
/// </summary>
internal sealed class MessageHandler(ChangeContext change)
{
    private const int MostQuoted = 8;
    private readonly Transaction transaction = change.Transaction;
    private readonly ServiceSettings settings = change.Settings;
    private readonly Origin origin = change.Origin;

    public async Task<Outcome<TakenMessage>> Receive(MessageInput message)
    {
        if (await transaction.FindMessage(message.System, message.Mark) is { } before) return await ReplyToDuplicate(before);
        if (await FindByConversation(message) is { } known) return await Append(known, message, newConversation: null);
        var (quoted, stranger) = await FindByQuotedNumber(message);
        return quoted is not null ? await Append(quoted, message, message.Conversation) : await OpenIncident(message, stranger);
    }

    private async Task<TakenMessage> ReplyToDuplicate(RecordedMessage before)
    {
        var incident = await transaction.LockIncident(before.IncidentId);
        var group = await transaction.FindMergeGroup(incident);
        return new TakenMessage(incident, CreateReceipt(group.NumberOf(before.IncidentId), MessageOutcomes.Duplicate, before.Sequence));
    }

    private async Task<Incident?> FindByConversation(MessageInput message) =>
        message.Conversation is null ? null : await transaction.LockHolder(message.Conversation);

    /// <summary>
    /// Finds the first quoted incident whose contacts do not contradict the sender. If all of them do, the first quoted one is the
    /// stranger.
    /// </summary>
    private async Task<(Incident? Found, Incident? Stranger)> FindByQuotedNumber(MessageInput message)
    {
        Incident? stranger = null;
        var numbers = NumberFinder.Find(message.Said, MostQuoted).Where(found => !found.Lookalikes).Select(found => found.Number);
        foreach (var number in numbers)
        {
            if (await transaction.LockIncident(number) is not { } incident) continue;
            if (!Contradicts(await transaction.ListContacts(incident), message.From)) return (incident, null);
            stranger ??= incident;
        }
        return stranger is null ? await FindByPossibleNumber(message) : (null, stranger);
    }

    /// <summary>
    /// Finds incidents by numbers that tools have altered. A clear reading counts like a number in the text; any other reading counts only
    /// if the incident knows the sender.
    /// </summary>
    private async Task<(Incident? Found, Incident? Stranger)> FindByPossibleNumber(MessageInput message)
    {
        Incident? stranger = null;
        foreach (var possible in NumberFinder.FindPossible(message.Said, MostQuoted))
        {
            var isClear = possible.Strength == ReadingStrength.Clear;
            if (!isClear && message.From?.LookupKey is null) continue;
            if (await transaction.LockIncident(possible.Number) is not { } incident) continue;
            var contacts = await transaction.ListContacts(incident);
            if (isClear ? !Contradicts(contacts, message.From) : contacts.Any(message.From!.IsSameAs)) return (incident, null);
            if (isClear) stranger ??= incident;
        }
        return (null, stranger);
    }

    /// <summary>True if the incident has contacts of the sender's kind, and the sender is not one of them.</summary>
    private static bool Contradicts(IReadOnlyList<Contact> contacts, ContactInput? sender)
    {
        if (sender?.LookupKey is null) return false;
        var known = contacts.Where(contact => contact.Kind == sender.Kind && contact.LookupKey is not null).ToList();
        return known.Count > 0 && !known.Any(sender.IsSameAs);
    }

    private async Task<TakenMessage> Append(Incident incident, MessageInput message, ReferenceInput? newConversation)
    {
        if (newConversation is not null)
        {
            await RemoveTaughtReference(newConversation, incident);
            transaction.AddReference(incident, newConversation, settings.Systems.IsShared(newConversation.System));
            var contacts = (await transaction.ListContacts(incident))
                .Select(contact => contact.Input)
                .Append(message.From)
                .OfType<ContactInput>();
            var added = new Facts
            {
                System = newConversation.System, Value = ContactTraces.From(contacts).RemoveFrom(newConversation.Value)
            };
            incident.Append(EventTypes.ReferenceAdded, origin, change.Now, added);
        }
        var facts = newConversation is null ? await AddSender(incident, message) : message.Facts;
        var line = await MessageRecorder.Record(change, incident, message.Line, facts);
        return RecordAndReply(incident, message, line, MessageOutcomes.Appended);
    }

    /// <summary>
    /// Adds the sender in the incident's own conversation. If the incident has no contact of this kind, the sender becomes one. If the
    /// sender contradicts its contacts and the message is not automatic, the sender becomes a contact to confirm, and the event says so. A
    /// quoted number is no proof: anybody who has heard it can quote it.
    /// </summary>
    private async Task<Facts> AddSender(Incident incident, MessageInput message)
    {
        if (message.From is not { } sender) return message.Facts;
        var contacts = await transaction.ListContacts(incident);
        if (Contradicts(contacts, sender))
            return message.Line.Automatic
                ? message.Facts
                : message.Facts with { Contact = await PutToConfirm(incident, sender, contacts), ToConfirm = true };
        var known = contacts.Where(contact => contact.Kind == sender.Kind && contact.Value is not null);
        if (!known.Any(contact => contact.LookupKey is not null || sender.LookupKey is null))
            await AddContact(incident, sender, toConfirm: null);
        return message.Facts;
    }

    /// <summary>Adds a contact to confirm. Returns its ordinal; null if the incident has the maximum number of contacts.</summary>
    private async Task<int?> PutToConfirm(Incident incident, ContactInput sender, IReadOnlyList<Contact> contacts)
    {
        if (contacts.FirstOrDefault(sender.Confirms) is { } known) return known.Ordinal;
        if (contacts.Count >= Limits.ContactsOfIncident) return null;
        return (await AddContact(incident, sender with { LookupKey = Contact.KeyToConfirm(sender.LookupKey!) }, toConfirm: true)).Ordinal;
    }

    private async Task<Contact> AddContact(Incident incident, ContactInput input, bool? toConfirm)
    {
        var contact = await transaction.AddContact(incident, input);
        incident.Append(
            EventTypes.ContactAdded, origin, change.Now,
            new Facts { Contact = contact.Ordinal, Kind = contact.Kind, ToConfirm = toConfirm });
        return contact;
    }

    /// <summary>Removes a taught reference with the same value; the conversation itself replaces it.</summary>
    private async Task RemoveTaughtReference(ReferenceInput conversation, Incident incident)
    {
        var group = await transaction.FindMergeGroup(incident);
        var taught = (await transaction.ListHolders(conversation))
            .FirstOrDefault(known => known.TaughtBy is not null && group.Contains(known.IncidentId));
        if (taught is not null) transaction.RemoveReference(taught);
    }

    private async Task<Outcome<TakenMessage>> OpenIncident(MessageInput message, Incident? stranger)
    {
        var input = new IncidentInput(
            message.Subject, null, null,
            message.From is null ? [] : [message.From],
            message.Conversation is null ? [] : [message.Conversation],
            message.Line) { MessageFacts = message.Facts, Mismatch = stranger?.Id, ExpectedFree = message.Conversation };
        if (!(await IncidentChanges.Open(change, input)).Try(out var parts, out var problem)) return problem;
        var incident = parts.Incident;
        incident.MismatchNumber = stranger?.Number;
        stranger?.Append(EventTypes.Mismatched, origin, change.Now, new Facts { Number = incident.Number.ToString() });
        return RecordAndReply(incident, message, incident.PendingEvents[^1], MessageOutcomes.Opened);
    }

    private TakenMessage RecordAndReply(Incident incident, MessageInput message, TimelineEvent line, string outcome)
    {
        transaction.AddMessage(message.System, message.Mark, incident.Id, line.Sequence);
        var receipt = CreateReceipt(incident.Number, outcome, line.Sequence)
            with { Mismatch = outcome == MessageOutcomes.Opened ? incident.MismatchNumber : null };
        return new TakenMessage(incident, receipt);
    }

    private static MessageReceipt CreateReceipt(IncidentNumber number, string outcome, int sequence) => new()
    {
        Number = number,
        Formatted = number.Formatted,
        Outcome = outcome,
        Sequence = sequence,
    };
}
