using System.Data.Common;
using Dapper;
using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Lookup;
using IncidentService.References;

namespace IncidentService.Storage;

/// <summary>All incidents that a lookup's words and hints lead to, and the reserved numbers among the words.</summary>
internal sealed record Findings(IReadOnlyList<Candidate> Candidates, Reservation? Reserved);

/// <summary>The name of the key that a number without an incident was given to, and the channel that may open it.</summary>
internal sealed record Reservation(string By, string? Channel);

/// <summary>A number that was issued: to an incident, or to whoever reserved it.</summary>
internal sealed class IssuedNumber
{
    public IncidentNumber Asked { get; init; }
    public string? ReservedBy { get; init; }

    /// <summary>The channel that may open it; null where no block holds it.</summary>
    public string? ReservedChannel { get; init; }

    /// <summary>The survivor that it leads to, its version and number; null while the number is reserved.</summary>
    public long? Id { get; init; }
    public long Version { get; init; }
    public IncidentNumber? Number { get; init; }

    public Reservation? Reservation => Id is null && ReservedBy is not null ? new Reservation(ReservedBy, ReservedChannel) : null;
}

internal sealed partial class Store
{
    private const int MostByContact = 20;

    /// <summary>One search: what is asked, what has been found so far, and the connection on which all is seen as of one moment.</summary>
    private sealed record Hunt(DbConnection Connection, Quoted Quoted, Hints Hints, CardCache Cards)
    {
        public List<Candidate> Found { get; } = [];
    }

    /// <summary>Follows everything that was quoted, and every hint, at one moment. Slips are tried only while nothing certain is found.</summary>
    public Task<Findings> Search(Quoted quoted, Hints hints, CardCache cards) => ReadAtOnce(async connection =>
    {
        var hunt = new Hunt(connection, quoted, hints, cards);
        var issued = await Issued(connection, quoted.Numbers);
        foreach (var hit in issued.Where(hit => hit.Id is not null)) await Add(hunt, FoundBy.Number, hit);
        if (hunt.Found.Count == 0) await AddPossible(hunt, ReadingStrength.Clear);
        if (hunt.Found.Count == 0 || !hints.None)
        {
            await AddByReference(hunt);
            await AddByContact(hunt);
        }
        if (!hunt.Found.Any(candidate => candidate.By <= FoundBy.ExclusiveReference)) await AddPossible(hunt, ReadingStrength.Doubtful);
        if (!hunt.Found.Any(candidate => candidate.By is <= FoundBy.ExclusiveReference or FoundBy.Possibly)) await AddRepairs(hunt);
        return new Findings(hunt.Found, issued.FirstOrDefault(hit => hit.Id is null)?.Reservation);
    });

    private async Task<IReadOnlyList<IssuedNumber>> Issued(DbConnection connection, IEnumerable<IncidentNumber> numbers)
    {
        var values = numbers.Select(number => number.Value).ToArray();
        if (values.Length == 0) return [];
        return (await connection.QueryAsync<IssuedNumber>(
            $"""
            SELECT n.number AS asked, k.name AS reserved_by, b.channel AS reserved_channel, s.id, s.version, s.number
            FROM numbers n LEFT JOIN api_keys k ON k.id = n.reserved_by LEFT JOIN number_blocks b ON b.id = n.block_id
            LEFT JOIN incidents i ON i.id = n.incident_id LEFT JOIN incidents s ON s.id = coalesce(i.survivor_id, i.id)
            WHERE n.number {dialect.Among("values")}
            """,
            new { values })).AsList();
    }

    private async Task AddByReference(Hunt hunt)
    {
        var keys = hunt.Quoted.ReferenceKeys.Concat(hunt.Hints.References.Select(hint => hint.LookupValue)).Distinct().ToArray();
        if (keys.Length == 0) return;
        var references = await hunt.Connection.QueryAsync<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value {dialect.Among("keys")} ORDER BY CASE WHEN r.holder = 0 THEN 0 ELSE 1 END, r.added_at DESC " + dialect.Take,
            new { keys, take = MostByContact });
        foreach (var reference in references)
        {
            var hinted = hunt.Hints.References.Any(hint => hint.System == reference.System && hint.LookupValue == reference.LookupValue);
            if (!hinted && !hunt.Quoted.ReferenceKeys.Contains(reference.LookupValue)) continue;
            var outright = hinted || hunt.Quoted.WholeKeys.Contains(reference.LookupValue) || hunt.Quoted.NamedKeys.Contains((reference.System, reference.LookupValue));
            await Add(hunt, reference.Exclusive ? FoundBy.ExclusiveReference : FoundBy.SharedReference, reference.IncidentId, outright);
        }
    }

    private async Task AddByContact(Hunt hunt)
    {
        var keys = hunt.Quoted.ContactKeys.Concat(hunt.Hints.Contacts.Values).Distinct().ToArray();
        if (keys.Length == 0) return;
        var incidents = await hunt.Connection.QueryAsync<long>(
            $"""
            SELECT c.incident_id FROM contacts c WHERE c.lookup_key {dialect.Among("keys")} AND c.lookup_key IS NOT NULL
            GROUP BY c.incident_id ORDER BY c.incident_id DESC {dialect.Take}
            """,
            new { keys, take = MostByContact });
        foreach (var incident in incidents) await Add(hunt, FoundBy.Contact, incident);
    }

    /// <summary>Numbers read through what tools did to them: clear ones are as good as those that stand in the text, doubtful ones are to be confirmed.</summary>
    private async Task AddPossible(Hunt hunt, ReadingStrength strength)
    {
        var by = strength == ReadingStrength.Clear ? FoundBy.Number : FoundBy.Possibly;
        var numbers = hunt.Quoted.Possible.Where(possible => possible.Strength == strength).Select(possible => possible.Number);
        foreach (var hit in await Issued(hunt.Connection, numbers))
            if (hit.Id is not null) await Add(hunt, by, hit);
    }

    private async Task AddRepairs(Hunt hunt)
    {
        var repairs = hunt.Quoted.Possible.Select(possible => possible.Repair).OfType<Mend>().Concat(hunt.Quoted.Mends).ToList();
        foreach (var hit in await Issued(hunt.Connection, repairs.Select(mend => mend.Number).Distinct()))
        {
            if (hit.Id is null) continue;
            await Add(hunt, FoundBy.Repair, hit, repairs.First(mend => mend.Number == hit.Asked));
        }
    }

    private async Task Add(Hunt hunt, FoundBy by, IssuedNumber hit, Mend? mend = null)
    {
        var where = new Whereabouts { Id = hit.Id!.Value, Version = hit.Version, Number = hit.Number!.Value };
        if (hit.Asked == where.Number && hunt.Cards.Find(where) is { } known)
        {
            Add(hunt, by, known.Parts, mend, outright: true);
            return;
        }
        var incident = await FindById(hunt.Connection, where.Id);
        if (hit.Asked != where.Number) incident.AskedFor = hit.Asked;
        Add(hunt, by, await ReadAndKeep(hunt, incident), mend, outright: true);
    }

    private async Task Add(Hunt hunt, FoundBy by, long incidentId, bool outright = false)
    {
        var incident = await Survivor(hunt.Connection, incidentId);
        if (hunt.Found.Any(candidate => candidate.By == by && candidate.Parts.Incident.Id == incident.Id)) return;
        Add(hunt, by, await ReadAndKeep(hunt, incident), null, outright);
    }

    private static void Add(Hunt hunt, FoundBy by, CardParts parts, Mend? mend, bool outright)
    {
        if (hunt.Found.Any(candidate => candidate.By == by && candidate.Parts.Incident.Id == parts.Incident.Id)) return;
        var (agree, contradict) = hunt.Hints.Against(parts.Contacts, parts.References);
        if (by == FoundBy.Number && hunt.Hints.SaysPhone(hunt.Quoted)) contradict = [.. contradict.Union([ContactKinds.Phone])];
        hunt.Found.Add(new Candidate(parts, by, agree, contradict) { Mend = mend, Outright = outright });
    }

    private async Task<CardParts> ReadAndKeep(Hunt hunt, Incident incident)
    {
        var parts = await ReadCard(hunt.Connection, incident);
        if (incident.AskedFor is null) hunt.Cards.Keep(new RenderedCard(parts));
        return parts;
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
