using System.Data.Common;
using Dapper;
using IncidentService.Contacts;
using IncidentService.Incidents;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string ContactColumns = "c.incident_id, c.ordinal, c.kind, c.value, c.lookup_key, c.added_at";

    private const string Contacts = $"SELECT {ContactColumns} FROM contacts c WHERE c.incident_id";

    private const string InOrderOfContacts = "ORDER BY c.incident_id, c.ordinal";

    /// <summary>Its own, and those of the incidents that live on in it.</summary>
    public async Task<IReadOnlyList<Contact>> ContactsOf(Transaction transaction, Incident incident) =>
        (await transaction.Connection.QueryAsync<Contact>(
            $"{Contacts} {Within(incident)} {InOrderOfContacts}", new { incidentId = incident.Id })).AsList();

    public Task<Contact?> FindContact(Transaction transaction, long incidentId, int ordinal) => FindContact(transaction.Connection, incidentId, ordinal);

    public Task<Contact?> ReadContact(long incidentId, int ordinal) => Read(connection => FindContact(connection, incidentId, ordinal));

    public async Task<Contact> AddContact(Transaction transaction, Incident incident, GivenContact given)
    {
        var contact = new Contact
        {
            IncidentId = incident.Id,
            Ordinal = ++incident.LastContact,
            Kind = given.Kind,
            Value = given.Value,
            LookupKey = given.LookupKey,
            AddedAt = transaction.Now,
        };
        await transaction.Connection.ExecuteAsync(
            """
            INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at)
            VALUES (@IncidentId, @Ordinal, @Kind, @Value, @LookupKey, @AddedAt)
            """,
            contact);
        return contact;
    }

    /// <summary>Takes the values away, from kept answers too; the ordinal is never given again.</summary>
    public async Task RemoveContact(Transaction transaction, Incident incident, Contact contact)
    {
        await transaction.Connection.ExecuteAsync(
            "UPDATE contacts SET value = NULL, lookup_key = NULL WHERE incident_id = @IncidentId AND ordinal = @Ordinal", contact);
        await ForgetReplies(transaction, incident);
        transaction.Scrubs = true;
    }

    /// <summary>From now on the customer is known by it.</summary>
    public async Task<Contact> ConfirmContact(Transaction transaction, Contact unconfirmed)
    {
        var given = unconfirmed.Given!;
        await transaction.Connection.ExecuteAsync(
            "UPDATE contacts SET lookup_key = @LookupKey WHERE incident_id = @IncidentId AND ordinal = @Ordinal",
            new { given.LookupKey, unconfirmed.IncidentId, unconfirmed.Ordinal });
        return new Contact
        {
            IncidentId = unconfirmed.IncidentId,
            Ordinal = unconfirmed.Ordinal,
            Kind = given.Kind,
            Value = given.Value,
            LookupKey = given.LookupKey,
            AddedAt = unconfirmed.AddedAt,
        };
    }

    /// <summary>Where somebody wrote from here in another customer's conversation, and nobody has confirmed them.</summary>
    public async Task<IReadOnlyList<Contact>> ContactsToConfirm(Transaction transaction, GivenContact given) =>
        (await transaction.Connection.QueryAsync<Contact>(
            $"SELECT {ContactColumns} FROM contacts c WHERE c.lookup_key = @key {InOrderOfContacts}", new { key = Contact.KeyToConfirm(given.LookupKey!) })).AsList();

    private static Task<Contact?> FindContact(DbConnection connection, long incidentId, int ordinal) => connection.QuerySingleOrDefaultAsync<Contact?>(
        $"{Contacts} = @incidentId AND c.ordinal = @ordinal", new { incidentId, ordinal });
}
