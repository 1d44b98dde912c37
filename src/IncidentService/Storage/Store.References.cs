using System.Data.Common;
using Dapper;
using IncidentService.Incidents;
using IncidentService.References;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string ReferenceColumns = "r.lookup_value, r.system, r.holder, r.incident_id, r.value, r.taught_by, r.added_at";

    public Task<IReadOnlyList<Reference>> ReferencesOf(Transaction transaction, long incidentId) => ReferencesOf(transaction.Connection, incidentId);

    /// <summary>All that hold this value in this system; one at most where it is exclusive, beside what was taught.</summary>
    public Task<IReadOnlyList<Reference>> HoldersOf(Transaction transaction, GivenReference given) => HoldersOf(transaction.Connection, given);

    public Task<IReadOnlyList<Incident>> IncidentsUnder(GivenReference given) => Read(async connection =>
    {
        var holders = await HoldersOf(connection, given);
        var ids = holders.Select(holder => holder.IncidentId);
        return await Survivors(connection, ids);
    });

    public async Task AddReference(Transaction transaction, Incident incident, GivenReference given, bool shared, long? taughtBy = null)
    {
        await transaction.Connection.ExecuteAsync(
            """
            INSERT INTO incident_references (lookup_value, system, holder, incident_id, value, taught_by, added_at)
            VALUES (@LookupValue, @System, @holder, @incidentId, @Value, @taughtBy, @now)
            """,
            new { given.LookupValue, given.System, holder = shared ? incident.Id : 0, incidentId = incident.Id, given.Value, taughtBy, now = transaction.Now });
    }

    public Task RemoveReference(Transaction transaction, Reference reference) => transaction.Connection.ExecuteAsync(
        "DELETE FROM incident_references WHERE lookup_value = @LookupValue AND system = @System AND holder = @Holder", reference);

    public Task<Reference?> TaughtBy(Transaction transaction, long lookupId) => transaction.Connection.QuerySingleOrDefaultAsync<Reference?>(
        $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.taught_by = @lookupId", new { lookupId });

    private static async Task<IReadOnlyList<Reference>> HoldersOf(DbConnection connection, GivenReference given) =>
        (await connection.QueryAsync<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value = @LookupValue AND r.system = @System ORDER BY r.holder",
            given)).AsList();

    private static async Task<IReadOnlyList<Reference>> ReferencesOf(DbConnection connection, long incidentId) =>
        (await connection.QueryAsync<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.incident_id = @incidentId ORDER BY r.added_at, r.system, r.lookup_value",
            new { incidentId })).AsList();
}
