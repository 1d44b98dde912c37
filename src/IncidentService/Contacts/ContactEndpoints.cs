using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Replies;
using IncidentService.Http.Requests;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.OpenApi.Operations;
using IncidentService.Storage;
using IncidentService.Storage.Sql;

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

    private static Task<VersionedReply<Created<CardContact>, Ok<CardContact>>> Add(
        PathNumber number, Body<ContactRequest, ContactInput> body, WriteRequest request) =>
        request.ChangeIncident(
            number.Value,
            (change, incident) => ContactChanges.Add(change, incident, body.Value),
            ReplyWith);

    private static async Task<VersionedReply<Created<CardContact>, Ok<CardContact>>> ReplyWith(
        ChangeContext change, Incident incident, AddedContact added)
    {
        var contact = added.Contact;
        if (added.IsNew)
        {
            return Reply.Created($"{incident.Url}/contacts/{contact.Ordinal}", CardContact.From(contact, incident.Number))
                .ForIncident(incident);
        }
        var group = await change.Transaction.FindMergeGroup(incident);
        return Reply.Ok(CardContact.From(contact, group.NumberOf(contact.IncidentId))).ForIncident(incident);
    }

    private static async Task<VersionedReply<Ok<CardContact>>> Get(PathNumber number, PathOrdinal contact, Store store)
    {
        if (await store.Read(session => session.FindIncident(number.Value)) is not { } incident)
            return Problem.From(Problems.NumberUnknown);
        return await store.Read(session => session.FindContact(incident.NamedId, contact.Value)) is { Value: not null } found
            ? Reply.Ok(CardContact.From(found, incident.NamedNumber)).ForIncident(incident)
            : Problem.From(Problems.ItemUnknown);
    }

    private static Task<VersionedReply<NoContent>> Remove(
        PathNumber number, PathOrdinal contact, [AcceptsIfMatch] WriteRequest request) => request.ChangeIncident(
        number.Value,
        (change, incident) => ContactChanges.Remove(change, incident, contact.Value),
        (incident, _) => Reply.NoContent().ForIncident(incident));
}
