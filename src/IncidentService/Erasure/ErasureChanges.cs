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
internal sealed class ErasureChanges(ChangeContext change)
{
    private readonly Transaction transaction = change.Transaction;
    private int contacts, texts, references, lookups, replies;

    public async Task<Erasure> Erase(ErasureInput input)
    {
        var survivors = await transaction.LockIncidentsOfContact(input.Contact);
        var contactsOfAll = new List<Contact>();
        foreach (var survivor in survivors) contactsOfAll.AddRange(await transaction.ListContacts(survivor));
        var traces = ContactTraces.From([input.Contact, .. InputsOf(contactsOfAll)]);
        var numbers = new List<IncidentNumber>();
        foreach (var survivor in survivors)
        {
            var group = await transaction.FindMergeGroup(survivor);
            foreach (var id in group.Ids) await EraseIncident(id, traces);
            await AppendEvent(survivor, input.Reason);
            numbers.AddRange(group.Ids.Select(group.NumberOf));
        }
        numbers.AddRange(await EraseWhereToConfirm(input.Contact, survivors));
        // A name may belong to anybody, and an unconfirmed contact belongs to somebody else.
        var own = InputsOf(contactsOfAll.Where(contact => !contact.IsToConfirm)).Where(contact => contact.LookupKey is not null);
        lookups += await transaction.EraseMisses(ContactTraces.From([input.Contact, .. own]));
        transaction.RemovedPersonalData = numbers.Count + lookups > 0;
        return new Erasure { Incidents = numbers, ErasedAt = change.Now, Removed = CountRemoved() };
    }

    private static IEnumerable<ContactInput> InputsOf(IEnumerable<Contact> contacts) =>
        contacts.Select(contact => contact.Input).OfType<ContactInput>();

    /// <summary>
    /// Erases a customer who only wrote in another customer's conversation: removes the contact and what it wrote, and no data of the other
    /// customer.
    /// </summary>
    private async Task<IReadOnlyList<IncidentNumber>> EraseWhereToConfirm(ContactInput input, IReadOnlyList<Incident> erased)
    {
        var numbers = new List<IncidentNumber>();
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
            contacts++;
            incident.Append(
                EventTypes.ContactRemoved,
                change.Origin,
                change.Now,
                new Facts { Number = number.ToString(), Contact = contact.Ordinal, Kind = contact.Kind });
            numbers.Add(number);
        }
        return numbers;
    }

    private async Task EraseIncident(long incidentId, ContactTraces traces)
    {
        contacts += await transaction.EraseContacts(incidentId);
        texts += await transaction.EraseTexts(incidentId);
        references += await transaction.EraseReferences(incidentId, traces);
        lookups += await transaction.EraseAnsweredLookups(incidentId);
        transaction.DeleteTrackingLinks(incidentId);
        await transaction.EraseItems(incidentId, traces);
        await transaction.EraseFacts(incidentId, facts => Without(facts, traces));
    }

    /// <summary>Appends the event by which subscribers learn to delete their copies.</summary>
    private async Task AppendEvent(Incident survivor, string? reason)
    {
        replies += await transaction.EraseReplies(survivor);
        transaction.MarkMembersErased(survivor);
        survivor.ErasedAt = change.Now;
        survivor.Append(EventTypes.PersonalDataRemoved, change.Origin, change.Now, reason is null ? null : new Facts { Reason = reason });
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

    private Removed CountRemoved() =>
        new() { Contacts = contacts, Texts = texts, References = references, Lookups = lookups, Replies = replies };
}
