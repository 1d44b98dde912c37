using System.Data.Common;
using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;

namespace IncidentService.Storage;

/// <summary>
/// The incidents that a change has read without locking them. Whatever belongs to an incident changes only with its version. So if a
/// version is still the same once the incident is locked, everything that was read after it is as if it had been read under the lock.
/// </summary>
internal sealed class ReadVersions(IncidentsInUse inUse) : IDisposable
{
    private readonly Dictionary<long, long> versions = [];
    private readonly HashSet<long> used = [];

    /// <summary>Tells other changes of this replica that this one works on the incident.</summary>
    public void Use(long incidentId)
    {
        if (used.Add(incidentId)) inUse.Add(incidentId);
    }

    /// <summary>Another change of this replica works on the incident.</summary>
    public bool IsUsedElsewhere(long incidentId) => inUse.Count(incidentId) > (used.Contains(incidentId) ? 1 : 0);

    public void Dispose()
    {
        foreach (var id in used) inUse.Remove(id);
    }

    /// <exception cref="ConcurrencyConflictException">It was read before, and has changed since.</exception>
    public void Add(Incident incident)
    {
        if (!versions.TryAdd(incident.Id, incident.Version) && versions[incident.Id] != incident.Version)
            throw new ConcurrencyConflictException();
    }

    /// <summary>The writes that lock them, in the order in which they were read, and fail if one has another version.</summary>
    public IEnumerable<PendingWrite> TakeLocks()
    {
        var locks = versions.Select(read => new PendingWrite(
            "UPDATE incidents SET version = version WHERE id = @id AND version = @version",
            new { id = read.Key, version = read.Value }, MustAffectOne: true)).ToList();
        versions.Clear();
        return locks;
    }

    /// <exception cref="ConcurrencyConflictException">One has another version now.</exception>
    public async Task Confirm(DbConnection connection)
    {
        foreach (var (id, version) in versions)
        {
            if (await connection.ExecuteScalarAsync<long>("SELECT version FROM incidents WHERE id = @id", new { id }) != version)
                throw new ConcurrencyConflictException();
        }
    }
}
