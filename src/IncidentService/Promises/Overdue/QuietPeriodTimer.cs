using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Promises.Overdue;

/// <summary>
/// The timer that closes a resolved incident if the customer stays silent. It stops while a promise of the merge group is overdue.
/// </summary>
internal static class QuietPeriodTimer
{
    /// <summary>
    /// Restarts the quiet period of a resolved incident: when it is resolved, when we write again, and when somebody has answered for a
    /// promise.
    /// </summary>
    public static async Task Restart(ChangeContext change, Incident incident)
    {
        if (incident.State != States.Resolved) return;
        if ((await change.Transaction.ListOverduePromises(incident)).Count > 0) IncidentLifecycle.StopQuietClock(incident);
        else IncidentLifecycle.RestartQuietClock(incident, change.Now, change.Settings.QuietPeriod);
    }

    /// <summary>Restarts the quiet period if it is running, because a customer who calls or visits is not silent.</summary>
    public static Task Extend(ChangeContext change, Incident incident) =>
        incident.ClosesAt is null ? Task.CompletedTask : Restart(change, incident);
}
