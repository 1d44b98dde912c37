using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

/// <summary>Closes incidents whose quiet period is over.</summary>
internal sealed class QuietPeriodSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most) => store.Read(session => session.ListQuietIncidents(now, most));

    public async Task Process(ChangeContext change, DueItem item)
    {
        var transaction = change.Transaction;
        var incident = await transaction.LockIncident(item.IncidentId);
        if (incident.Id != item.IncidentId || !IncidentLifecycle.HasBeenQuiet(incident, change.Now)) return;
        if ((await transaction.ListOverduePromises(incident)).Count > 0) return;
        IncidentLifecycle.Close(incident, ClosedBy.Quiet, change.Now);
        incident.Append(EventTypes.Closed, change.Origin, change.Now, new Facts { By = ClosedBy.Quiet });
    }
}
