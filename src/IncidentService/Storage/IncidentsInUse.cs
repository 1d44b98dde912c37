namespace IncidentService.Storage;

/// <summary>
/// The incidents that changes of this replica have read and not finished. Who finds one in use locks it, instead of losing the race for its
/// version.
/// </summary>
internal sealed class IncidentsInUse
{
    private readonly Dictionary<long, int> changes = [];
    private readonly Lock sync = new();

    public int Count(long incidentId)
    {
        lock (sync) return changes.GetValueOrDefault(incidentId);
    }

    public void Add(long incidentId)
    {
        lock (sync) changes[incidentId] = changes.GetValueOrDefault(incidentId) + 1;
    }

    public void Remove(long incidentId)
    {
        lock (sync)
        {
            if (changes[incidentId] > 1) changes[incidentId]--;
            else changes.Remove(incidentId);
        }
    }
}
