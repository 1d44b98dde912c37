using IncidentService.Common;
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

    private static Task<HttpReply> Add(PathNumber number, Body<ContactRequest, ContactInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => ContactChanges.Add(change, incident, body.Value),
            async (change, incident, added) =>
            {
                if (!added.IsNew) return await Known(change, incident, added.Contact);
                var address = $"{incident.Url}/contacts/{added.Contact.Ordinal}";
                return HttpReply.Created(address, CardContact.From(added.Contact, incident.Number))
                    .ForIncident(incident);
            });

    private static async Task<HttpReply> Known(ChangeContext change, Incident incident, Contact known)
    {
        var group = await change.Transaction.FindMergeGroup(incident);
        return HttpReply.Ok(CardContact.From(known, group.NumberOf(known.IncidentId))).ForIncident(incident);
    }

    private static async Task<HttpReply> Get(PathNumber number, PathOrdinal contact, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindContact(incident.NamedId, contact.Value)) is { Value: not null } found
            ? HttpReply.Ok(CardContact.From(found, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<HttpReply> Remove(PathNumber number, PathOrdinal contact, WriteRequest request) => request.ChangeIncident(
        number.Value,
        (change, incident) => ContactChanges.Remove(change, incident, contact.Value),
        (incident, _) => HttpReply.Empty(StatusCodes.Status204NoContent).ForIncident(incident));
}
