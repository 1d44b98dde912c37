using System.Data.Common;
using Dapper;
using IncidentService.Contacts;
using IncidentService.Incidents;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string ContactColumns = "c.incident_id, c.ordinal, c.kind, c.value, c.lookup_key, c.added_at";

    private const string ContactsOfIncident = $"SELECT {ContactColumns} FROM contacts c WHERE c.incident_id = @incidentId ORDER BY c.ordinal";

    public Task<IReadOnlyList<Contact>> ContactsOf(Transaction transaction, long incidentId) => ContactsOf(transaction.Connection, incidentId);

    public Task<Contact?> ReadContact(long incidentId, int ordinal) => Read(connection => connection.QuerySingleOrDefaultAsync<Contact?>(
        $"SELECT {ContactColumns} FROM contacts c WHERE c.incident_id = @incidentId AND c.ordinal = @ordinal", new { incidentId, ordinal }));

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
    public async Task RemoveContact(Transaction transaction, Contact contact)
    {
        await transaction.Connection.ExecuteAsync(
            "UPDATE contacts SET value = NULL, lookup_key = NULL WHERE incident_id = @IncidentId AND ordinal = @Ordinal", contact);
        await ForgetReplies(transaction.Connection, contact.IncidentId);
        transaction.Scrubs = true;
    }

    private static async Task<IReadOnlyList<Contact>> ContactsOf(DbConnection connection, long incidentId) =>
        (await connection.QueryAsync<Contact>(ContactsOfIncident, new { incidentId })).AsList();
}
