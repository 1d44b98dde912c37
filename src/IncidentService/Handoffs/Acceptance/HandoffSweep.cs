using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Handoffs.Acceptance;

/// <summary>Marks hand-offs as overdue that the receiver did not accept in time, and records this once in the timeline.</summary>
internal sealed class HandoffSweep(Store store) : ISweep
{
    public Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most) => store.Read(session => session.ListDueHandoffs(now, most));

    public async Task Process(ChangeContext change, DueItem item)
    {
        var transaction = change.Transaction;
        var incident = await transaction.LockIncident(item.IncidentId);
        if (await transaction.FindHandoff(item.IncidentId, item.Ordinal) is not { } handoff || !handoff.IsDue(change.Now)) return;
        var group = await transaction.FindMergeGroup(incident);
        var facts = handoff.CreateFacts(group.NumberOf(handoff.IncidentId))
            with { To = handoff.ToChannel, Team = handoff.ToTeam, DueAt = handoff.DueAt };
        handoff.OverdueAt = change.Now;
        incident.Append(EventTypes.HandoffOverdue, change.Origin, change.Now, facts);
        transaction.SaveHandoff(handoff);
    }
}
