using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Contacts;

internal static class ContactEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/contacts").WithTags("Contacts");
        group.MapPost("", Add).Named("addContact", Scopes.Write, Operations.AddContact);
        group.MapGet("/{contact}", Get).Named("getContact", Scopes.Read, Operations.GetContact);
        group.MapDelete("/{contact}", Remove).Named("removeContact", Scopes.Write, Operations.RemoveContact);
    }

    private static Task<Reply> Add(PathNumber number, Body<ContactRequest> body, Call call, Store store, Rulebook rules)
    {
        var faults = new Faults();
        var given = GivenContact.Read("", body.Value.Kind, body.Value.Value, rules.Phones, faults);
        if (!faults.None) return Task.FromResult<Reply>(faults.ToProblem());
        return store.ChangeIncident(number.Value, call, async (transaction, incident) =>
        {
            var contacts = await store.ContactsOf(transaction, incident);
            if (contacts.FirstOrDefault(given!.IsSameAs) is { } known) return await Known(known, transaction, incident, store);
            if (contacts.FirstOrDefault(given.Confirms) is { } unconfirmed) return await Confirm(unconfirmed, transaction, incident, call, store);
            if (contacts.Count >= Limits.ContactsOfIncident) return Problem.Of(Problems.TooManyItems);
            var contact = await store.AddContact(transaction, incident, given);
            incident.Append(EventTypes.ContactAdded, call.Origin, transaction.Now, new Facts { Contact = contact.Ordinal, Kind = contact.Kind });
            await store.Save(transaction, incident);
            var address = $"{incident.Url}/contacts/{contact.Ordinal}";
            return Reply.Created(address, CardContact.Of(contact, incident.Number), Json.Wire.CardContact).About(incident);
        });
    }

    private static async Task<Reply> Known(Contact known, Transaction transaction, Incident incident, Store store)
    {
        var family = await store.FamilyOf(transaction, incident);
        return Reply.Ok(CardContact.Of(known, family.NumberOf(known.IncidentId)), Json.Wire.CardContact).About(incident);
    }

    private static async Task<Reply> Confirm(Contact unconfirmed, Transaction transaction, Incident incident, Call call, Store store)
    {
        var contact = await store.ConfirmContact(transaction, unconfirmed);
        var family = await store.FamilyOf(transaction, incident);
        var number = family.NumberOf(contact.IncidentId);
        incident.Append(EventTypes.ContactAdded, call.Origin, transaction.Now, new Facts { Number = number.ToString(), Contact = contact.Ordinal, Kind = contact.Kind });
        await store.Save(transaction, incident);
        return Reply.Ok(CardContact.Of(contact, number), Json.Wire.CardContact).About(incident);
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal contact, Store store)
    {
        if (await store.Find(number.Value) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.ReadContact(incident.NamedId, contact.Value) is { Value: not null } found
            ? Reply.Ok(CardContact.Of(found, incident.NamedNumber), Json.Wire.CardContact).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Remove(PathNumber number, PathOrdinal contact, Call call, Store store) =>
        store.ChangeIncident(number.Value, call, async (transaction, incident) =>
        {
            if (await store.FindContact(transaction, incident.NamedId, contact.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (found.Value is not null)
            {
                await store.RemoveContact(transaction, incident, found);
                var facts = new Facts { Number = incident.NamedNumber.ToString(), Contact = found.Ordinal, Kind = found.Kind };
                incident.Append(EventTypes.ContactRemoved, call.Origin, transaction.Now, facts);
                await store.Save(transaction, incident);
            }
            return Reply.Empty(StatusCodes.Status204NoContent).About(incident);
        });
}
