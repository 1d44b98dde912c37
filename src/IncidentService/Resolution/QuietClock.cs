using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

/// <summary>The clock that closes a resolved incident when nothing is heard of the customer. It stands while a promise of the family is overdue.</summary>
internal static class QuietClock
{
    /// <summary>Begins anew for a resolved incident: when it is resolved, when we write again, and when somebody has answered for a promise.</summary>
    public static async Task Restart(Transaction transaction, Rulebook rules, Incident incident)
    {
        if (incident.State != States.Resolved) return;
        if ((await transaction.OverduePromises(incident)).Count > 0) Lifecycle.StopQuietClock(incident);
        else Lifecycle.RestartQuietClock(incident, transaction.Now, rules.QuietPeriod);
    }

    /// <summary>Begins anew, where it runs: the customer was there, and who calls is not quiet.</summary>
    public static Task Extend(Transaction transaction, Rulebook rules, Incident incident) =>
        incident.ClosesAt is null ? Task.CompletedTask : Restart(transaction, rules, incident);
}

/// <summary>Closes what has been quiet for long enough.</summary>
internal sealed class QuietSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> Due(Instant now, int most) => store.Read(session => session.ListQuietIncidents(now, most));

    public async Task Mark(Transaction transaction, DueItem item)
    {
        var incident = await transaction.Lock(item.IncidentId);
        if (incident.Id != item.IncidentId || !Lifecycle.HasBeenQuiet(incident, transaction.Now)) return;
        if ((await transaction.OverduePromises(incident)).Count > 0) return;
        Lifecycle.Close(incident, ClosedBy.Quiet, transaction.Now);
        incident.Append(EventTypes.Closed, Origin.Clock, transaction.Now, new Facts { By = ClosedBy.Quiet });
        await transaction.Save(incident);
    }
}
