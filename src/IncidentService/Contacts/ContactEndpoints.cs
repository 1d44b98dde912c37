using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi;
using IncidentService.Storage;

namespace IncidentService.Contacts;

internal static class ContactEndpoints
{
    public static void Map(RouteGroupBuilder v1)
    {
        var group = v1.MapGroup("/incidents/{number}/contacts").WithTags("Contacts");
        group.MapPost("", Add).RequireScope(Scopes.Write).Describe(ContactContract.Add);
        group.MapGet("/{contact}", Get).RequireScope(Scopes.Read).Describe(ContactContract.Get);
        group.MapDelete("/{contact}", Remove).RequireScope(Scopes.Write).Describe(ContactContract.Remove);
    }

    private static Task<Reply> Add(PathNumber number, Body<ContactRequest, GivenContact> body, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => ContactChanges.Add(change, incident, body.Value),
        async (change, incident, added) =>
        {
            if (!added.IsNew) return await Known(change, incident, added.Contact);
            var address = $"{incident.Url}/contacts/{added.Contact.Ordinal}";
            return Reply.Created(address, CardContact.Of(added.Contact, incident.Number), Json.Wire.CardContact).About(incident);
        });

    private static async Task<Reply> Known(ChangeContext change, Incident incident, Contact known)
    {
        var family = await change.Transaction.FamilyOf(incident);
        return Reply.Ok(CardContact.Of(known, family.NumberOf(known.IncidentId)), Json.Wire.CardContact).About(incident);
    }

    private static async Task<Reply> Get(PathNumber number, PathOrdinal contact, Store store)
    {
        if (await store.Read(session => session.Find(number.Value)) is not { } incident) return Problem.Of(Problems.NumberUnknown);
        return await store.Read(session => session.FindContact(incident.NamedId, contact.Value)) is { Value: not null } found
            ? Reply.Ok(CardContact.Of(found, incident.NamedNumber), Json.Wire.CardContact).About(incident)
            : Problem.Of(Problems.ItemUnknown);
    }

    private static Task<Reply> Remove(PathNumber number, PathOrdinal contact, Call call) => call.ChangeIncident(
        number.Value,
        (change, incident) => ContactChanges.Remove(change, incident, contact.Value),
        (incident, _) => Reply.Empty(StatusCodes.Status204NoContent).About(incident));
}
