using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

internal static class ContactSql
{
    internal const string ContactColumns = "c.incident_id, c.ordinal, c.kind, c.value, c.lookup_key, c.added_at";

    internal const string Contacts = $"SELECT {ContactColumns} FROM contacts c WHERE c.incident_id";

    internal const string InOrder = "ORDER BY c.incident_id, c.ordinal";

    /// <summary>The contacts of an incident and of those that were merged into it.</summary>
    public static Task<IReadOnlyList<Contact>> ListContacts(this Session session, Incident incident) =>
        session.Query<Contact>(
            $"{Contacts} {CardSql.InMergeGroup(incident)} {InOrder}", new { incidentId = incident.Id });

    public static async Task<Contact> AddContact(this Transaction transaction, Incident incident, ContactInput input)
    {
        var contact = new Contact
        {
            IncidentId = incident.Id,
            Ordinal = ++incident.LastContact,
            Kind = input.Kind,
            Value = input.Value,
            LookupKey = input.LookupKey,
            AddedAt = transaction.Now,
        };
        transaction.Write(
            """
            INSERT INTO contacts (incident_id, ordinal, kind, value, lookup_key, added_at)
            VALUES (@IncidentId, @Ordinal, @Kind, @Value, @LookupKey, @AddedAt)
            """,
            contact);
        return contact;
    }

    /// <summary>Deletes the values, also from stored replies. The ordinal is never reused.</summary>
    public static async Task RemoveContact(this Transaction transaction, Incident incident, Contact contact)
    {
        transaction.Write(
            "UPDATE contacts SET value = NULL, lookup_key = NULL WHERE incident_id = @IncidentId AND ordinal = @Ordinal", contact);
        transaction.EraseMessageDigests(contact.IncidentId);
        await transaction.EraseReplies(incident);
        transaction.RemovedPersonalData = true;
    }

    public static Task<Contact?> FindContact(this Session session, long incidentId, int ordinal) => session.QuerySingleOrDefault<Contact?>(
        $"{Contacts} = @incidentId AND c.ordinal = @ordinal", new { incidentId, ordinal });

    /// <summary>The incidents whose customer has one of these contacts, newest first.</summary>
    internal static string IncidentIdsByKey(string among, string take) =>
        $"""
        SELECT c.incident_id FROM contacts c WHERE c.lookup_key {among} AND c.lookup_key IS NOT NULL
        GROUP BY c.incident_id ORDER BY c.incident_id DESC {take}
        """;

    /// <summary>Makes the contact one that the customer is known by.</summary>
    public static Contact ConfirmContact(this Transaction transaction, Contact unconfirmed)
    {
        var input = unconfirmed.Input!;
        var contact = new Contact
        {
            IncidentId = unconfirmed.IncidentId,
            Ordinal = unconfirmed.Ordinal,
            Kind = input.Kind,
            Value = input.Value,
            LookupKey = input.LookupKey,
            AddedAt = unconfirmed.AddedAt,
        };
        transaction.Write(
            "UPDATE contacts SET lookup_key = @LookupKey WHERE incident_id = @IncidentId AND ordinal = @Ordinal", contact);
        return contact;
    }

    /// <summary>
    /// The unconfirmed contacts with this address: somebody wrote from it in another customer's conversation, and nobody has confirmed them
    /// yet.
    /// </summary>
    public static Task<IReadOnlyList<Contact>> ListContactsToConfirm(this Session session, ContactInput input) => session.Query<Contact>(
        $"SELECT {ContactColumns} FROM contacts c WHERE c.lookup_key = @key {InOrder}",
        new { key = Contact.KeyToConfirm(input.LookupKey!) });
}
