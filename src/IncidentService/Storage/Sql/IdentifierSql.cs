using Dapper;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Incidents.Cards;
using IncidentService.References;
using IncidentService.Storage.Dialects;

namespace IncidentService.Storage.Sql;

/// <summary>What may lead to incidents: numbers that were quoted, other numbers, and the keys of references and contacts.</summary>
internal sealed record SearchedIdentifiers(IReadOnlyList<IncidentNumber> Quoted)
{
    public IReadOnlyList<IncidentNumber> Numbers { get; init; } = [];
    public IReadOnlyList<string> ReferenceKeys { get; init; } = [];
    public IReadOnlyList<string> ContactKeys { get; init; } = [];
}

/// <summary>An incident, and the reference that was searched for and that it has.</summary>
internal sealed class FoundReference : StoredCard
{
    public required string LookupValue { get; init; }
    public required string System { get; init; }
    public long Holder { get; init; }
    public Instant AddedAt { get; init; }

    public bool Exclusive => Holder == 0;
}

/// <summary>
/// What the identifiers lead to, as it was at one moment. References: exclusive ones first, then the newest. Incidents by contact: newest
/// first. At most 20 of both. Incidents come with their stored cards where <see cref="FoundCardSql"/> says so.
/// </summary>
internal sealed record FoundIdentifiers(
    IReadOnlyList<IssuedNumber> Quoted,
    IReadOnlyList<StoredCard> ByNumber,
    IReadOnlyList<FoundReference> References,
    IReadOnlyList<StoredCard> ByContact);

/// <summary>What leads to incidents, and what lookups compare with hints.</summary>
internal static class IdentifierSql
{
    internal const int MostByIdentifier = 20;
    private const string Version = "i.id, i.version, i.number, i.survivor_id";
    private static readonly string TakeByPosition = $"LIMIT {MostByIdentifier}";

    private static readonly ListQuery<IssuedNumber> OfQuoted = new("quoted", NumberSql.IssuedNumbers);

    private static readonly ListQuery<StoredCard> OfNumbers = new("numbers", list =>
    {
        var card = FoundCardSql.Of("i", list);
        return $"""
            SELECT {Version}{card.Columns} FROM numbers n JOIN incidents i ON i.id = n.incident_id {card.Join} WHERE n.number {list.Among}
            """;
    });

    private static readonly ListQuery<FoundReference> OfReferences = new("keys", TakeByPosition, list =>
    {
        var card = FoundCardSql.Of("i", list);
        return $"""
            SELECT found.lookup_value, found.system, found.holder, found.added_at, {Version}{card.Columns}
            FROM ({ReferenceSql.ByValue(list.Among, list.Take)}) found JOIN incidents i ON i.id = found.incident_id {card.Join}
            """;
    });

    private static readonly ListQuery<StoredCard> OfContacts = new("contactKeys", TakeByPosition, list =>
    {
        var card = FoundCardSql.Of("i", list, onSqlite: false); // a contact often has several incidents
        return $"""
            SELECT {Version}{card.Columns}
            FROM ({ContactSql.IncidentIdsByKey(list.Among, list.Take)}) found JOIN incidents i ON i.id = found.incident_id {card.Join}
            """;
    });

    /// <summary>Searches for all of this in one round trip.</summary>
    public static async Task<FoundIdentifiers> Search(this Session session, SearchedIdentifiers asked)
    {
        long[] quoted = [.. asked.Quoted.Select(number => number.Value)], numbers = [.. asked.Numbers.Select(number => number.Value)];
        string[] keys = [.. asked.ReferenceKeys], contactKeys = [.. asked.ContactKeys];
        var queries = new (IListQuery Query, Array Values)[]
        {
            (OfQuoted, quoted), (OfNumbers, numbers), (OfReferences, keys), (OfContacts, contactKeys),
        }.Where(query => query.Values.Length > 0).ToList();
        if (queries.Count == 0) return new FoundIdentifiers([], [], [], []);
        var dialect = session.Dialect;
        var byPosition = queries.Select(query => query.Query.In(dialect, query.Values));
        if (dialect.BatchesReads) return await session.ReadBatch(byPosition, reader => Read(new BatchResults(reader)));
        if (!dialect.IsRemote) return await session.ReadInTurn(byPosition, Read);
        using var rows = await session.QueryMultiple(
            session.AtOneMoment(string.Join("; ", queries.Select(query => query.Query.Text(dialect)))),
            new { quoted, numbers, keys, contactKeys, take = MostByIdentifier });
        return await Read(new TextResults(rows));

        async Task<FoundIdentifiers> Read(IQueryResults results)
        {
            var issued = await OfQuoted.Read(results, dialect, quoted);
            var byNumber = await OfNumbers.Read(results, dialect, numbers);
            var references = await OfReferences.Read(results, dialect, keys);
            var byContact = await OfContacts.Read(results, dialect, contactKeys);
            return new FoundIdentifiers(
                issued,
                byNumber,
                [.. references.OrderByDescending(reference => reference.Exclusive).ThenByDescending(reference => reference.AddedAt)],
                [.. byContact.OrderByDescending(incident => incident.Id)]);
        }
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
