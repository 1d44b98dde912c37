using Dapper;
using IncidentService.Contacts;
using IncidentService.Incidents;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    /// <summary>A customer may be known by more contacts than a statement takes parameters.</summary>
    private const int HashesAtOnce = 500;

    /// <summary>What the incidents with this contact, and those that live on with them, know their customer by.</summary>
    public Task<IEnumerable<string>> ContactKeysOf(Transaction transaction, string lookupKey) => transaction.Connection.QueryAsync<string>(
        """
        SELECT DISTINCT c.lookup_key FROM contacts c
        WHERE c.lookup_key IS NOT NULL AND c.incident_id IN (
            SELECT coalesce(i.survivor_id, i.id) FROM contacts k JOIN incidents i ON i.id = k.incident_id WHERE k.lookup_key = @lookupKey
            UNION
            SELECT m.id FROM contacts k JOIN incidents i ON i.id = k.incident_id JOIN incidents m ON m.survivor_id = coalesce(i.survivor_id, i.id)
            WHERE k.lookup_key = @lookupKey)
        """,
        new { lookupKey });

    /// <summary>One survey an incident, under whatever number.</summary>
    public async Task<bool> WasSurveyed(Transaction transaction, Incident incident) => await transaction.Connection.ExecuteScalarAsync<long>(
        $"SELECT count(*) FROM incidents i WHERE i.surveyed_at IS NOT NULL AND i.id {OfFamily}", new { incidentId = incident.Id }) > 0;

    public async Task<IReadOnlyList<KnownPermission>> FindPermissions(Transaction transaction, IReadOnlyList<byte[]> hashes)
    {
        var known = new List<KnownPermission>();
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            known.AddRange(await transaction.Connection.QueryAsync<KnownPermission>(
                $"SELECT refused_at, asked_at FROM permissions WHERE contact_hash {dialect.Among("some")}", new { some }));
        }
        return known;
    }

    /// <summary>Counts the customer as asked, where nobody has refused or asked meanwhile; one who did makes the change run again.</summary>
    public async Task Ask(Transaction transaction, IReadOnlyList<byte[]> hashes, TimeSpan between)
    {
        await AddPermissions(transaction, hashes);
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            var asked = await transaction.Connection.ExecuteAsync(
                $"""
                UPDATE permissions SET asked_at = @now
                WHERE contact_hash {dialect.Among("some")} AND refused_at IS NULL AND (asked_at IS NULL OR asked_at <= @latest)
                """,
                new { some, now = transaction.Now, latest = transaction.Now.Plus(-between) });
            if (asked != some.Length) throw new LostRaceException();
        }
    }

    /// <summary>False when the customer was known not to want more under all of these.</summary>
    public async Task<bool> OptOut(Transaction transaction, IReadOnlyList<byte[]> hashes)
    {
        await AddPermissions(transaction, hashes);
        var refused = 0;
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            refused += await transaction.Connection.ExecuteAsync(
                $"UPDATE permissions SET refused_at = @now WHERE contact_hash {dialect.Among("some")} AND refused_at IS NULL", new { some, now = transaction.Now });
        }
        return refused > 0;
    }

    /// <summary>So that there is a row to write. Two who add the same one collide, and the later one's change runs again.</summary>
    private static Task AddPermissions(Transaction transaction, IReadOnlyList<byte[]> hashes) => transaction.Connection.ExecuteAsync(
        "INSERT INTO permissions (contact_hash) SELECT @hash WHERE NOT EXISTS (SELECT 1 FROM permissions WHERE contact_hash = @hash)",
        hashes.Select(hash => new { hash }));
}
