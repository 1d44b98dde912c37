using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>A hand-off that its receiver did not accept in time turns overdue, and says so once.</summary>
internal sealed class HandoffSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> Due(Instant now, int most) => store.Read(session => session.ListDueHandoffs(now, most));

    public async Task Mark(ChangeContext change, DueItem item)
    {
        var transaction = change.Transaction;
        var incident = await transaction.Lock(item.IncidentId);
        if (await transaction.FindHandoff(item.IncidentId, item.Ordinal) is not { } handoff || !handoff.IsDue(change.Now)) return;
        var family = await transaction.FamilyOf(incident);
        var facts = HandingOff.FactsOf(handoff, family.NumberOf(handoff.IncidentId)) with { To = handoff.ToChannel, Team = handoff.ToTeam, DueAt = handoff.DueAt };
        handoff.OverdueAt = change.Now;
        incident.Append(EventTypes.HandoffOverdue, change.Origin, change.Now, facts);
        transaction.SaveHandoff(handoff);
    }
}
