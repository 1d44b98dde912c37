using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Contacts.Permissions;
using IncidentService.Incidents;

namespace IncidentService.Storage.Sql;

internal static class PermissionSql
{
    /// <summary>A customer may have more contacts than a statement takes parameters.</summary>
    private const int HashesAtOnce = 500;

    /// <summary>All contact keys of the incidents with this contact, and of their merge groups.</summary>
    public static Task<IReadOnlyList<string>> ListContactKeys(this Session session, string lookupKey) => session.Query<string>(
        """
        SELECT DISTINCT c.lookup_key FROM contacts c
        WHERE c.lookup_key IS NOT NULL AND c.incident_id IN (
            SELECT coalesce(i.survivor_id, i.id) FROM contacts k JOIN incidents i ON i.id = k.incident_id WHERE k.lookup_key = @lookupKey
            UNION
            SELECT m.id FROM contacts k JOIN incidents i ON i.id = k.incident_id JOIN incidents m ON m.survivor_id = coalesce(i.survivor_id, i.id)
            WHERE k.lookup_key = @lookupKey)
        """,
        new { lookupKey });

    /// <summary>True if a survey was sent for any incident of the merge group: there is one survey per group.</summary>
    public static async Task<bool> WasSurveyed(this Session session, Incident incident) => await session.ExecuteScalar<long>(
        $"SELECT count(*) FROM incidents i WHERE i.surveyed_at IS NOT NULL AND i.id {CardSql.OfGroup}",
        new { incidentId = incident.Id }) > 0;

    public static async Task<IReadOnlyList<KnownPermission>> ListPermissions(this Session session, IReadOnlyList<byte[]> hashes)
    {
        var known = new List<KnownPermission>();
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            known.AddRange(await session.Query<KnownPermission>(
                $"SELECT refused_at, asked_at FROM permissions WHERE contact_hash {session.Dialect.InListSql("some")}", new { some }));
        }
        return known;
    }

    /// <summary>Records that the customer was asked. If somebody has refused or asked meanwhile, the change is run again.</summary>
    public static async Task SaveAsked(this Transaction transaction, IReadOnlyList<byte[]> hashes, TimeSpan between)
    {
        transaction.AddPermissions(hashes);
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            var asked = await transaction.Execute(
                $"""
                UPDATE permissions SET asked_at = @now
                WHERE contact_hash {transaction.Dialect.InListSql("some")} AND refused_at IS NULL AND (asked_at IS NULL OR asked_at <= @latest)
                """,
                new { some, now = transaction.Now, latest = transaction.Now.Plus(-between) });
            if (asked != some.Length) throw new ConcurrencyConflictException();
        }
    }

    /// <summary>Returns false if the customer had already opted out under all of these hashes.</summary>
    public static async Task<bool> TrySaveOptOut(this Transaction transaction, IReadOnlyList<byte[]> hashes)
    {
        transaction.AddPermissions(hashes);
        var refused = 0;
        foreach (var some in hashes.Chunk(HashesAtOnce))
        {
            refused += await transaction.Execute(
                $"UPDATE permissions SET refused_at = @now WHERE contact_hash {transaction.Dialect.InListSql("some")} AND refused_at IS NULL",
                new { some, now = transaction.Now });
        }
        return refused > 0;
    }

    /// <summary>
    /// Ensures that there are rows to update. If two changes add the same row, the second violates the primary key and is run again.
    /// </summary>
    public static void AddPermissions(this Transaction transaction, IReadOnlyList<byte[]> hashes) => transaction.Write(
        "INSERT INTO permissions (contact_hash) SELECT @hash WHERE NOT EXISTS (SELECT 1 FROM permissions WHERE contact_hash = @hash)",
        hashes.Select(hash => new { hash }));
}
