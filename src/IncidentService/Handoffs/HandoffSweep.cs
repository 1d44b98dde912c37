using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>A hand-off that its receiver did not accept in time turns overdue, and says so once.</summary>
internal sealed class HandoffSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> Due(Instant now, int most) => store.Read(session => session.ListDueHandoffs(now, most));

    public async Task Mark(Transaction transaction, DueItem item)
    {
        var incident = await transaction.Lock(item.IncidentId);
        if (await transaction.FindHandoff(item.IncidentId, item.Ordinal) is not { } handoff || !handoff.IsDue(transaction.Now)) return;
        var family = await transaction.FamilyOf(incident);
        var facts = HandingOff.FactsOf(handoff, family.NumberOf(handoff.IncidentId)) with { To = handoff.ToChannel, Team = handoff.ToTeam, DueAt = handoff.DueAt };
        handoff.OverdueAt = transaction.Now;
        incident.Append(EventTypes.HandoffOverdue, Origin.Clock, transaction.Now, facts);
        transaction.SaveHandoff(handoff);
        await transaction.Save(incident);
    }
}
