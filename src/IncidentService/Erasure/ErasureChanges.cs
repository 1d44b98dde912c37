using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Text;
using IncidentService.Contacts;
using IncidentService.Contacts.Privacy;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Erasure;

/// <summary>
/// Removes a customer's personal data from all incidents with one of the customer's contacts, and from other records that mention a
/// contact.
/// </summary>
internal static class ErasureChanges
{
    private static readonly Removed Nothing = new() { Contacts = 0, Texts = 0, References = 0, Lookups = 0, Replies = 0 };

    public static async Task<Erasure> Erase(ChangeContext change, ErasureInput input)
    {
        var transaction = change.Transaction;
        var survivors = await transaction.LockIncidentsOfContact(input.Contact);
        var contactsOfAll = new List<Contact>();
        foreach (var survivor in survivors) contactsOfAll.AddRange(await transaction.ListContacts(survivor));
        var traces = ContactTraces.From([input.Contact, .. InputsOf(contactsOfAll)]);
        var (numbers, removed) = (new List<IncidentNumber>(), Nothing);
        foreach (var survivor in survivors)
        {
            var group = await transaction.FindMergeGroup(survivor);
            foreach (var id in group.Ids) removed += await EraseIncident(transaction, id, traces);
            removed += Nothing with { Replies = await AppendEvent(change, survivor, input.Reason) };
            numbers.AddRange(group.Ids.Select(group.NumberOf));
        }
        var (others, removedThere) = await EraseWhereToConfirm(change, input.Contact, survivors);
        numbers.AddRange(others);
        // A name may belong to anybody, and an unconfirmed contact belongs to somebody else.
        var own = InputsOf(contactsOfAll.Where(contact => !contact.IsToConfirm)).Where(contact => contact.LookupKey is not null);
        var misses = await transaction.EraseMisses(ContactTraces.From([input.Contact, .. own]));
        removed += removedThere with { Lookups = misses };
        transaction.RemovedPersonalData = numbers.Count + misses > 0;
        return new Erasure { Incidents = numbers, ErasedAt = change.Now, Removed = removed };
    }

    private static IEnumerable<ContactInput> InputsOf(IEnumerable<Contact> contacts) =>
        contacts.Select(contact => contact.Input).OfType<ContactInput>();

    /// <summary>
    /// Erases a customer who only wrote in another customer's conversation: removes the contact and what it wrote, and no data of the other
    /// customer.
    /// </summary>
    private static async Task<(IReadOnlyList<IncidentNumber> Numbers, Removed Removed)> EraseWhereToConfirm(
        ChangeContext change, ContactInput input, IReadOnlyList<Incident> erased)
    {
        var transaction = change.Transaction;
        var (numbers, texts) = (new List<IncidentNumber>(), 0);
        foreach (var contact in await transaction.ListContactsToConfirm(input))
        {
            var incident = await transaction.LockIncident(contact.IncidentId);
            if (erased.Any(survivor => survivor.Id == incident.Id)) continue;
            var number = (await transaction.FindMergeGroup(incident)).NumberOf(contact.IncidentId);
            foreach (var line in await transaction.ListLinesOfUnconfirmed(contact))
            {
                incident.Append(
                    EventTypes.Redacted, change.Origin, change.Now, new Facts { Number = number.ToString(), Sequence = line.Sequence });
                await transaction.RedactLine(incident, line);
                texts++;
            }
            await transaction.RemoveContact(incident, contact);
            incident.Append(
                EventTypes.ContactRemoved,
                change.Origin,
                change.Now,
                new Facts { Number = number.ToString(), Contact = contact.Ordinal, Kind = contact.Kind });
            numbers.Add(number);
        }
        return (numbers, Nothing with { Contacts = numbers.Count, Texts = texts });
    }

    private static async Task<Removed> EraseIncident(Transaction transaction, long incidentId, ContactTraces traces)
    {
        var removed = Nothing with
        {
            Contacts = await transaction.EraseContacts(incidentId),
            Texts = await transaction.EraseTexts(incidentId),
            References = await transaction.EraseReferences(incidentId, traces),
            Lookups = await transaction.EraseAnsweredLookups(incidentId),
        };
        transaction.DeleteTrackingLinks(incidentId);
        await transaction.EraseItems(incidentId, traces);
        await transaction.EraseFacts(incidentId, facts => Without(facts, traces));
        return removed;
    }

    /// <summary>
    /// Appends the event by which subscribers learn to delete their copies. Returns the number of stored responses that were removed.
    /// </summary>
    private static async Task<int> AppendEvent(ChangeContext change, Incident survivor, string? reason)
    {
        var replies = await change.Transaction.EraseReplies(survivor);
        change.Transaction.MarkMembersErased(survivor);
        survivor.ErasedAt = change.Now;
        survivor.Append(EventTypes.PersonalDataRemoved, change.Origin, change.Now, reason is null ? null : new Facts { Reason = reason });
        return replies;
    }

    /// <summary>
    /// Removes facts that contain a contact. Facts are not personal when they are written, but a contact that was added later can make them
    /// so.
    /// </summary>
    private static Facts Without(Facts facts, ContactTraces traces) => facts with
    {
        Value = Without(facts.Value, traces),
        Item = Without(facts.Item, traces),
        Transaction = Without(facts.Transaction, traces),
        MessageId = facts.MessageId is { } id && traces.FoundIn(id) ? Digest.Compute(id) : facts.MessageId,
    };

    private static string? Without(string? value, ContactTraces traces) => value is null || traces.FoundIn(value) ? null : value;
}
