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
        return call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            var contacts = await transaction.ContactsOf(incident);
            if (contacts.FirstOrDefault(given!.IsSameAs) is { } known) return await Known(known, transaction, incident);
            if (contacts.FirstOrDefault(given.Confirms) is { } unconfirmed) return await Confirm(unconfirmed, transaction, incident, call);
            if (contacts.Count >= Limits.ContactsOfIncident) return Problem.Of(Problems.TooManyItems);
            var contact = await transaction.AddContact(incident, given);
            incident.Append(EventTypes.ContactAdded, call.Origin, transaction.Now, new Facts { Contact = contact.Ordinal, Kind = contact.Kind });
            await transaction.Save(incident);
            var address = $"{incident.Url}/contacts/{contact.Ordinal}";
            return Reply.Created(address, CardContact.Of(contact, incident.Number), Json.Wire.CardContact).About(incident);
        });
    }

    private static async Task<Reply> Known(Contact known, Transaction transaction, Incident incident)
    {
        var family = await transaction.FamilyOf(incident);
        return Reply.Ok(CardContact.Of(known, family.NumberOf(known.IncidentId)), Json.Wire.CardContact).About(incident);
    }

    private static async Task<Reply> Confirm(Contact unconfirmed, Transaction transaction, Incident incident, Call call)
    {
        var contact = transaction.ConfirmContact(unconfirmed);
        var family = await transaction.FamilyOf(incident);
        var number = family.NumberOf(contact.IncidentId);
        incident.Append(EventTypes.ContactAdded, call.Origin, transaction.Now, new Facts { Number = number.ToString(), Contact = contact.Ordinal, Kind = contact.Kind });
        await transaction.Save(incident);
        return Reply.Ok(CardContact.Of(contact, number), Json.Wire.CardContact).About(incident);
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal contact, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindContact(incident.NamedId, contact.Value)) is { Value: not null } found
            ? Reply.Ok(CardContact.Of(found, incident.NamedNumber), Json.Wire.CardContact).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Remove(PathNumber number, PathOrdinal contact, Call call, Store store) =>
        call.ChangeIncident(number.Value, async (transaction, incident) =>
        {
            if (await transaction.FindContact(incident.NamedId, contact.Value) is not { } found) return Problem.Of(Problems.ItemUnknown);
            if (found.Value is not null)
            {
                await transaction.RemoveContact(incident, found);
                var facts = new Facts { Number = incident.NamedNumber.ToString(), Contact = found.Ordinal, Kind = found.Kind };
                incident.Append(EventTypes.ContactRemoved, call.Origin, transaction.Now, facts);
                await transaction.Save(incident);
            }
            return Reply.Empty(StatusCodes.Status204NoContent).About(incident);
        });
}
