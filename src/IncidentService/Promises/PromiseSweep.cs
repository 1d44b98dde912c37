using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Resolution;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Promises;

/// <summary>Turns open promises overdue when they fall due. No resolved incident closes over one: its quiet clock stands until somebody has answered for it.</summary>
internal sealed class PromiseSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> Due(Instant now, int most) => store.Read(session => session.ListDuePromises(now, most));

    public async Task Mark(Transaction transaction, DueItem item)
    {
        var incident = await transaction.Lock(item.IncidentId);
        if (await transaction.FindPromise(item.IncidentId, item.Ordinal) is not { } promise || !promise.TryFallDue(transaction.Now)) return;
        var family = await transaction.FamilyOf(incident);
        Lifecycle.StopQuietClock(incident);
        incident.Append(EventTypes.PromiseOverdue, Origin.Clock, transaction.Now, promise.FactsUnder(family.NumberOf(promise.IncidentId)));
        transaction.SavePromise(promise);
        await transaction.Save(incident);
    }
}
