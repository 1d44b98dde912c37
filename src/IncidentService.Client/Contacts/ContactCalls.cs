using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Contacts: how customers are known.</summary>
public sealed class ContactCalls
{
    private readonly Transport transport;

    internal ContactCalls(Transport transport) => this.transport = transport;

    /// <summary>Adds a contact. If the incident has it already, returns the existing one. Needs the scope write.</summary>
    public Task<Answer<CardContact>> AddAsync(
        IncidentNumber number, ContactRequest request, PostOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(
            Request.Post(Address.Of(number) + "/contacts", request, Json.Default.ContactRequest, options),
            Json.Default.CardContact,
            cancellationToken);

    /// <summary>A contact, by its ordinal. Needs the scope read.</summary>
    /// <exception cref="IncidentApiException"><see cref="ProblemKind.ItemUnknown"/>.</exception>
    public Task<Answer<CardContact>> GetAsync(
        IncidentNumber number, int contact, ReadOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Get(Address.Of(number, "contacts", contact), options), Json.Default.CardContact, cancellationToken);

    /// <summary>Removes a contact. Needs the scope write.</summary>
    public Task RemoveAsync(
        IncidentNumber number, int contact, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        transport.Send(Request.Change(HttpMethod.Delete, Address.Of(number, "contacts", contact), options), cancellationToken);
}
