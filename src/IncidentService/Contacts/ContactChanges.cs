using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Contacts;

/// <summary>A contact of an incident, and whether this change added it.</summary>
internal readonly record struct AddedContact(Contact Contact, bool IsNew);

/// <summary>Adds and removes contacts of an incident.</summary>
internal static class ContactChanges
{
    /// <summary>Adds a contact, and returns whether it is new. An existing contact stays unchanged.</summary>
    public static async Task<Outcome<AddedContact>> Add(ChangeContext change, Incident incident, ContactInput input)
    {
        var contacts = await change.Transaction.ListContacts(incident);
        if (contacts.FirstOrDefault(input.IsSameAs) is { } known) return new AddedContact(known, IsNew: false);
        if (contacts.FirstOrDefault(input.Confirms) is { } unconfirmed)
            return new AddedContact(await Confirm(change, incident, unconfirmed), IsNew: false);
        if (contacts.Count >= Limits.ContactsOfIncident) return Problem.From(Problems.TooManyItems);
        var contact = await change.Transaction.AddContact(incident, input);
        incident.Append(EventTypes.ContactAdded, change.Origin, change.Now, new Facts { Contact = contact.Ordinal, Kind = contact.Kind });
        return new AddedContact(contact, IsNew: true);
    }

    private static async Task<Contact> Confirm(ChangeContext change, Incident incident, Contact unconfirmed)
    {
        var contact = change.Transaction.ConfirmContact(unconfirmed);
        var number = (await change.Transaction.FindMergeGroup(incident)).NumberOf(contact.IncidentId);
        var facts = new Facts { Number = number.ToString(), Contact = contact.Ordinal, Kind = contact.Kind };
        incident.Append(EventTypes.ContactAdded, change.Origin, change.Now, facts);
        return contact;
    }

    public static async Task<Outcome<Done>> Remove(ChangeContext change, Incident incident, int ordinal)
    {
        if (await change.Transaction.FindContact(incident.NamedId, ordinal) is not { } contact) return Problem.From(Problems.ItemUnknown);
        if (contact.Value is null) return default(Done);
        await change.Transaction.RemoveContact(incident, contact);
        var facts = new Facts { Number = incident.NamedNumber.ToString(), Contact = contact.Ordinal, Kind = contact.Kind };
        incident.Append(EventTypes.ContactRemoved, change.Origin, change.Now, facts);
        return default(Done);
    }
}
