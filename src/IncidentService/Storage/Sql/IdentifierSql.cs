using Dapper;
using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Storage.Sql;

/// <summary>Contacts and references: what leads to an incident without its number.</summary>
internal static class IdentifierSql
{
    internal const int MostByIdentifier = 20;

    /// <summary>
    /// The references with one of these values, exclusive ones first, then the newest, and the incidents whose customer has one of these
    /// contacts, newest first; at most 20 each. One round trip.
    /// </summary>
    public static async Task<(IEnumerable<Reference> References, IEnumerable<long> IncidentIds)> ListByIdentifiers(
        this Session session, string[] keys, string[] contactKeys)
    {
        if (keys.Length == 0 && contactKeys.Length == 0) return ([], []);
        using var results = await session.QueryMultiple(
            $"{ReferenceSql.ReferencesByValue(session.Dialect)}; {ContactSql.IncidentIdsByContact(session.Dialect)}",
            new { keys, contactKeys, take = MostByIdentifier });
        return (await results.ReadAsync<Reference>(), await results.ReadAsync<long>());
    }

    /// <summary>
    /// The contacts and references of these incidents and of those that were merged into them, with nothing but what lookups compare. Each
    /// has the id of the survivor.
    /// </summary>
    public static async Task<(ILookup<long, Contact> Contacts, ILookup<long, Reference> References)> ListIdentifiers(
        this Session session, IReadOnlyCollection<long> survivorIds)
    {
        var ids = survivorIds.ToArray();
        var members =
            $"""
            (SELECT m.id, m.id AS incident_id FROM incidents m WHERE m.id {session.Dialect.InListSql("ids")}
            UNION ALL SELECT m.id, m.survivor_id FROM incidents m WHERE m.survivor_id {session.Dialect.InListSql("ids")}) g
            """;
        using var results = await session.QueryMultiple(
            $"""
            SELECT g.incident_id, c.kind, c.value, c.lookup_key FROM {members} JOIN contacts c ON c.incident_id = g.id;
            SELECT g.incident_id, r.system, r.lookup_value FROM {members} JOIN incident_references r ON r.incident_id = g.id
            """,
            new { ids });
        var contacts = await results.ReadAsync<Contact>();
        var references = await results.ReadAsync<Reference>();
        return (contacts.ToLookup(contact => contact.IncidentId), references.ToLookup(reference => reference.IncidentId));
    }
}
