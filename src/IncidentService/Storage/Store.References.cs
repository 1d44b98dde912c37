using System.Data.Common;
using Dapper;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.References;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    private const string ReferenceColumns = "r.lookup_value, r.system, r.holder, r.incident_id, r.value, r.taught_by, r.added_at";

    private const string References = $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.incident_id";

    private const string InOrderOfReferences = "ORDER BY r.added_at, r.system, r.lookup_value";

    /// <summary>Its own, and those of the incidents that live on in it.</summary>
    public async Task<IReadOnlyList<Reference>> ReferencesOf(Transaction transaction, Incident incident) =>
        Known(await transaction.Connection.QueryAsync<Reference>(
            $"{References} {Within(incident)} {InOrderOfReferences}", new { incidentId = incident.Id }));

    /// <summary>All that hold this value in this system; one at most where it is exclusive, beside what was taught.</summary>
    public Task<IReadOnlyList<Reference>> HoldersOf(Transaction transaction, GivenReference given) => HoldersOf(transaction.Connection, given);

    public Task<IReadOnlyList<Incident>> IncidentsUnder(GivenReference given) => Read(async connection =>
    {
        var holders = await HoldersOf(connection, given);
        return await Survivors(connection, holders.Select(holder => holder.IncidentId).Take(Limits.Page));
    });

    /// <summary>What a system calls the incident, or those that live on with it; without what lookups have taught.</summary>
    public Task<IReadOnlyList<string>> ValuesIn(string system, long incidentId) => ReadAtOnce(async connection =>
    {
        var incident = await Survivor(connection, incidentId);
        return (IReadOnlyList<string>)(await connection.QueryAsync<string>(
            $"SELECT r.value FROM incident_references r WHERE r.incident_id {Within(incident)} AND r.system = @system AND r.taught_by IS NULL {InOrderOfReferences}",
            new { incidentId = incident.Id, system })).AsList();
    });

    public Task AddReference(Transaction transaction, Incident incident, GivenReference given, bool shared) =>
        AddReference(transaction, incident, given, holder: shared ? incident.Id : 0, taughtBy: null);

    /// <summary>What a lookup teaches is its own to hold, and to withdraw.</summary>
    public Task Teach(Transaction transaction, Incident incident, GivenReference given, long lookupId) =>
        AddReference(transaction, incident, given, holder: lookupId, taughtBy: lookupId);

    private static Task AddReference(Transaction transaction, Incident incident, GivenReference given, long holder, long? taughtBy) =>
        transaction.Connection.ExecuteAsync(
            """
            INSERT INTO incident_references (lookup_value, system, holder, incident_id, value, taught_by, added_at)
            VALUES (@LookupValue, @System, @holder, @incidentId, @Value, @taughtBy, @now)
            """,
            new { given.LookupValue, given.System, holder, incidentId = incident.Id, given.Value, taughtBy, now = transaction.Now });

    public Task RemoveReference(Transaction transaction, Reference reference) => transaction.Connection.ExecuteAsync(
        "DELETE FROM incident_references WHERE lookup_value = @LookupValue AND system = @System AND holder = @Holder", reference);

    public Task<Reference?> TaughtBy(Transaction transaction, long lookupId) => transaction.Connection.QuerySingleOrDefaultAsync<Reference?>(
        $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.taught_by = @lookupId", new { lookupId });

    private static async Task<IReadOnlyList<Reference>> HoldersOf(DbConnection connection, GivenReference given) =>
        (await connection.QueryAsync<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value = @LookupValue AND r.system = @System ORDER BY r.holder",
            given)).AsList();

    /// <summary>Two lookups may have taught the same words; they are one reference to whoever reads the card.</summary>
    private static List<Reference> Known(IEnumerable<Reference> held) => [.. held.DistinctBy(reference => (reference.System, reference.LookupValue))];
}
