using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Erasure;

/// <summary>Removes a customer's personal data from all incidents that know the customer, and from whatever else mentions one of the contacts.</summary>
internal sealed class Erasing(ChangeContext change)
{
    private readonly Transaction transaction = change.Transaction;
    private readonly Rulebook settings = change.Settings;
    private int contacts, texts, references, lookups, replies;

    public async Task<Erasure> Erase(GivenErasure given)
    {
        var survivors = await transaction.LockAllOf(given.Contact);
        var known = new List<GivenContact> { given.Contact };
        foreach (var survivor in survivors)
            known.AddRange((await transaction.ContactsOf(survivor)).Select(contact => contact.Given).OfType<GivenContact>());
        var traces = ContactTraces.Of(known, settings.Phones);
        var numbers = new List<IncidentNumber>();
        foreach (var survivor in survivors)
        {
            var family = await transaction.FamilyOf(survivor);
            foreach (var id in family.Ids) await EraseWhatItHas(id, traces);
            await Tell(survivor, given.Reason);
            numbers.AddRange(family.Ids.Select(family.NumberOf));
        }
        // Anybody may have said a name.
        lookups += await transaction.EraseMisses(ContactTraces.Of(known.Where(contact => contact.LookupKey is not null), settings.Phones));
        transaction.RemovedPersonalData = survivors.Count + lookups > 0;
        return new Erasure { Incidents = numbers, ErasedAt = change.Now, Removed = Counted() };
    }

    private async Task EraseWhatItHas(long incidentId, ContactTraces traces)
    {
        contacts += await transaction.EraseContacts(incidentId);
        texts += await transaction.EraseTexts(incidentId);
        references += await transaction.EraseReferences(incidentId, traces);
        lookups += await transaction.EraseAnsweredLookups(incidentId);
        await transaction.EraseItems(incidentId, traces);
        await transaction.EraseFacts(incidentId, facts => Without(facts, traces));
    }

    /// <summary>Subscribers see this and delete their copies.</summary>
    private async Task Tell(Incident survivor, string? reason)
    {
        replies += await transaction.EraseReplies(survivor);
        transaction.MarkMembersErased(survivor);
        survivor.ErasedAt = change.Now;
        survivor.Append(EventTypes.PersonalDataRemoved, change.Origin, change.Now, reason is null ? null : new Facts { Reason = reason });
    }

    /// <summary>Facts are not personal when they are written; a contact that was added later can make one so.</summary>
    private static Facts Without(Facts facts, ContactTraces traces) => facts with
    {
        Value = Without(facts.Value, traces),
        Item = Without(facts.Item, traces),
        Transaction = Without(facts.Transaction, traces),
        MessageId = facts.MessageId is { } id && traces.In(id) ? Digest.Of(id) : facts.MessageId,
    };

    private static string? Without(string? value, ContactTraces traces) => value is null || traces.In(value) ? null : value;

    private Removed Counted() => new() { Contacts = contacts, Texts = texts, References = references, Lookups = lookups, Replies = replies };
}
