using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Promises.Overdue;

/// <summary>
/// Makes open promises overdue when they fall due, and stops the quiet period of their incident: a resolved incident does not close over an
/// overdue promise until somebody has answered for it.
/// </summary>
internal sealed class PromiseSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most) => store.Read(session => session.ListDuePromises(now, most));

    public async Task Process(ChangeContext change, DueItem item)
    {
        var transaction = change.Transaction;
        var incident = await transaction.LockIncident(item.IncidentId);
        if (await transaction.FindPromise(item.IncidentId, item.Ordinal) is not { } promise || !promise.TryFallDue(change.Now)) return;
        var group = await transaction.FindMergeGroup(incident);
        IncidentLifecycle.StopQuietClock(incident);
        incident.Append(EventTypes.PromiseOverdue, change.Origin, change.Now, promise.CreateFacts(group.NumberOf(promise.IncidentId)));
        transaction.SavePromise(promise);
    }
}
