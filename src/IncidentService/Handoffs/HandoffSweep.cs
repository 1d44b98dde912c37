using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>A hand-off that its receiver did not accept in time turns overdue, and says so once.</summary>
internal sealed class HandoffSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> Due(Instant now, int most) => store.ReadDueHandoffs(now, most);

    public async Task Mark(Transaction transaction, DueItem item)
    {
        var incident = await store.Lock(transaction, item.IncidentId);
        if (await store.FindHandoff(transaction, item.IncidentId, item.Ordinal) is not { } handoff || !handoff.IsDue(transaction.Now)) return;
        var family = await store.FamilyOf(transaction, incident);
        var facts = HandingOff.FactsOf(handoff, family.NumberOf(handoff.IncidentId)) with { To = handoff.ToChannel, Team = handoff.ToTeam, DueAt = handoff.DueAt };
        handoff.OverdueAt = transaction.Now;
        incident.Append(EventTypes.HandoffOverdue, Origin.Clock, transaction.Now, facts);
        await store.SaveHandoff(transaction, handoff);
        await store.Save(transaction, incident);
    }
}
