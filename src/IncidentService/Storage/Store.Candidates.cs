using System.Data.Common;
using Dapper;
using IncidentNumbers;
using IncidentService.Incidents;
using IncidentService.Lookup;
using IncidentService.References;

namespace IncidentService.Storage;

/// <summary>All incidents that a lookup's words and hints lead to, and the reserved numbers among the words.</summary>
internal sealed record Findings(IReadOnlyList<Candidate> Candidates, string? ReservedBy);

internal sealed partial class Store
{
    private const int MostByContact = 20;

    private sealed class IssuedNumber
    {
        public IncidentNumber Number { get; init; }
        public long? IncidentId { get; init; }
        public string? ReservedBy { get; init; }
    }

    /// <summary>Follows everything that was quoted, and every hint, at one moment. Slips are mended only when nothing else is found.</summary>
    public Task<Findings> Search(Quoted quoted, Hints hints) => ReadAtOnce(async connection =>
    {
        var issued = await Issued(connection, quoted.Numbers);
        var found = new List<Candidate>();
        foreach (var hit in issued.Where(hit => hit.IncidentId is not null))
            await Add(connection, found, hit.IncidentId!.Value, FoundBy.Number, hints, quoted, hit.Number);
        if (found.Count == 0 || !hints.None)
        {
            await AddByReference(connection, found, quoted, hints);
            await AddByContact(connection, found, quoted, hints);
        }
        if (!found.Any(candidate => candidate.By <= FoundBy.ExclusiveReference)) await AddRepairs(connection, found, quoted, hints);
        return new Findings(found, issued.FirstOrDefault(hit => hit.IncidentId is null)?.ReservedBy);
    });

    private static async Task<IReadOnlyList<IssuedNumber>> Issued(DbConnection connection, IEnumerable<IncidentNumber> numbers)
    {
        var values = numbers.Select(number => number.Value).ToArray();
        if (values.Length == 0) return [];
        return (await connection.QueryAsync<IssuedNumber>(
            """
            SELECT n.number, n.incident_id, k.name AS reserved_by
            FROM numbers n LEFT JOIN api_keys k ON k.id = n.reserved_by
            WHERE n.number IN @values
            """,
            new { values })).AsList();
    }

    private async Task AddByReference(DbConnection connection, List<Candidate> found, Quoted quoted, Hints hints)
    {
        var keys = quoted.ReferenceKeys.Concat(hints.References.Select(hint => hint.LookupValue)).Distinct().ToArray();
        if (keys.Length == 0) return;
        var references = await connection.QueryAsync<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value IN @keys ORDER BY r.added_at DESC " + dialect.Take,
            new { keys, take = MostByContact });
        foreach (var reference in references)
        {
            var hinted = hints.References.Any(hint => hint.System == reference.System && hint.LookupValue == reference.LookupValue);
            if (!hinted && !quoted.ReferenceKeys.Contains(reference.LookupValue)) continue;
            var by = reference.Exclusive ? FoundBy.ExclusiveReference : FoundBy.SharedReference;
            await Add(connection, found, reference.IncidentId, by, hints, quoted);
        }
    }

    private async Task AddByContact(DbConnection connection, List<Candidate> found, Quoted quoted, Hints hints)
    {
        var keys = quoted.ContactKeys.Concat(hints.Contacts.Values).Distinct().ToArray();
        if (keys.Length == 0) return;
        var incidents = await connection.QueryAsync<long>(
            $"""
            SELECT c.incident_id FROM contacts c WHERE c.lookup_key IN @keys AND c.lookup_key IS NOT NULL
            GROUP BY c.incident_id ORDER BY c.incident_id DESC {dialect.Take}
            """,
            new { keys, take = MostByContact });
        foreach (var incident in incidents) await Add(connection, found, incident, FoundBy.Contact, hints, quoted);
    }

    private async Task AddRepairs(DbConnection connection, List<Candidate> found, Quoted quoted, Hints hints)
    {
        foreach (var hit in await Issued(connection, quoted.Mends.Select(mend => mend.Number).Distinct()))
        {
            if (hit.IncidentId is not { } incident) continue;
            var mend = quoted.Mends.First(candidate => candidate.Number == hit.Number);
            await Add(connection, found, incident, FoundBy.Repair, hints, quoted, hit.Number, mend);
        }
    }

    private async Task Add(
        DbConnection connection, List<Candidate> found, long incidentId, FoundBy by, Hints hints, Quoted quoted, IncidentNumber? number = null, Mend? mend = null)
    {
        var incident = await Survivor(connection, incidentId);
        if (number is not null && number != incident.Number) incident.AskedFor = number;
        if (found.Any(candidate => candidate.By == by && candidate.Parts.Incident.Id == incident.Id)) return;
        var parts = await ReadCard(connection, incident);
        var (agree, contradict) = hints.Against(parts.Contacts, parts.References);
        if (by == FoundBy.Number && hints.SaysPhone(quoted)) contradict = [.. contradict.Union([Contacts.ContactKinds.Phone])];
        found.Add(new Candidate(parts, by, agree, contradict) { Mend = mend });
    }

    private static async Task<Incident> Survivor(DbConnection connection, long id)
    {
        var incident = await FindById(connection, id);
        return incident.SurvivorId is { } survivor ? await FindById(connection, survivor) : incident;
    }

    private static async Task<IReadOnlyList<Incident>> Survivors(DbConnection connection, IEnumerable<long> ids)
    {
        var survivors = new List<Incident>();
        foreach (var id in ids) survivors.Add(await Survivor(connection, id));
        return [.. survivors.DistinctBy(incident => incident.Id)];
    }
}
