using Dapper;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.References;

namespace IncidentService.Storage.Sql;

internal static class ReferenceSql
{
    internal const string ReferenceColumns = "r.lookup_value, r.system, r.holder, r.incident_id, r.value, r.taught_by, r.added_at";

    internal const string References = $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.incident_id";

    internal const string InOrder = "ORDER BY r.added_at, r.system, r.lookup_value";

    /// <summary>The references of an incident and of those that were merged into it.</summary>
    public static async Task<IReadOnlyList<Reference>> ListReferences(this Transaction transaction, Incident incident) =>
        Distinct(await transaction.Query<Reference>(
            $"{References} {CardSql.InMergeGroup(incident)} {InOrder}", new { incidentId = incident.Id }));

    public static async Task<IReadOnlyList<Incident>> ListIncidentsByReference(this Session session, ReferenceInput input)
    {
        var holders = await session.ListHolders(input);
        return await session.ListSurvivors([.. holders.Select(holder => holder.IncidentId).Take(Limits.Page)]);
    }

    /// <summary>A system's references to the merge group, without those that lookups have taught.</summary>
    public static async Task<IReadOnlyList<string>> ListReferenceValues(this Session session, string system, long incidentId)
    {
        var incident = await session.FindSurvivor(incidentId);
        return await session.Query<string>(
            $"SELECT r.value FROM incident_references r WHERE r.incident_id {CardSql.InMergeGroup(incident)} AND r.system = @system AND r.taught_by IS NULL {InOrder}",
            new { incidentId = incident.Id, system });
    }

    public static void AddReference(this Transaction transaction, Incident incident, ReferenceInput input, bool shared) =>
        transaction.AddReference(incident, input, holder: shared ? incident.Id : 0, taughtBy: null);

    /// <summary>A taught reference is held by its lookup, which alone can withdraw it.</summary>
    public static void AddTaughtReference(this Transaction transaction, Incident incident, ReferenceInput input, long lookupId) =>
        transaction.AddReference(incident, input, holder: lookupId, taughtBy: lookupId);

    public static void AddReference(this Transaction transaction, Incident incident, ReferenceInput input, long holder, long? taughtBy) =>
        transaction.Write(
            """
            INSERT INTO incident_references (lookup_value, system, holder, incident_id, value, taught_by, added_at)
            VALUES (@LookupValue, @System, @holder, @incidentId, @Value, @taughtBy, @now)
            """,
            new { input.LookupValue, input.System, holder, incidentId = incident.Id, input.Value, taughtBy, now = transaction.Now });

    public static void RemoveReference(this Transaction transaction, Reference reference) => transaction.Write(
        "DELETE FROM incident_references WHERE lookup_value = @LookupValue AND system = @System AND holder = @Holder", reference);

    public static Task<Reference?> FindTaughtReference(this Session session, long lookupId) => session.QuerySingleOrDefault<Reference?>(
        $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.taught_by = @lookupId", new { lookupId });

    public static Task<IReadOnlyList<Reference>> ListHolders(this Session session, ReferenceInput input) =>
        session.Query<Reference>(
            $"SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value = @LookupValue AND r.system = @System ORDER BY r.holder",
            input);

    /// <summary>Locks the incident that has the reference, ignoring references that lookups have taught. Null if there is none.</summary>
    public static async Task<Incident?> LockHolder(this Transaction transaction, ReferenceInput input) =>
        (await transaction.ListHolders(input)).FirstOrDefault(reference => reference.TaughtBy is null) is { } holder
            ? await transaction.LockIncident(holder.IncidentId)
            : null;

    /// <summary>References in any system: exclusive ones first, then the newest; at most 20.</summary>
    public static Task<IReadOnlyList<Reference>> ListReferencesByValue(this Session session, string[] keys) =>
        session.Query<Reference>(
            ByValue(session.Dialect.InListSql("keys"), session.Dialect.Take), new { keys, take = IdentifierSql.MostByIdentifier });

    internal static string ByValue(string among, string take) =>
        $"""
        SELECT {ReferenceColumns} FROM incident_references r WHERE r.lookup_value {among}
        ORDER BY CASE WHEN r.holder = 0 THEN 0 ELSE 1 END, r.added_at DESC {take}
        """;

    /// <summary>Removes duplicates: two lookups may have taught the same reference, and the card shows it once.</summary>
    internal static List<Reference> Distinct(IEnumerable<Reference> held) =>
        [.. held.DistinctBy(reference => (reference.System, reference.LookupValue))];
}
