using IncidentService.Approvals;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Timeline;

namespace IncidentService.Timeline.Nested;

/// <summary>Creates the approvals, promises and hand-off that a request contains, within the change of its incident.</summary>
internal static class NestedItemChanges
{
    /// <summary>
    /// Returns the facts for the event of the message (null if nothing was created), or the problem that undoes the whole request.
    /// </summary>
    public static async Task<Outcome<Facts?>> AddAll(ChangeContext change, Incident incident, NestedItems items)
    {
        if (items.IsEmpty) return (Facts?)null;
        var (approvals, promises) = (new List<int>(), new List<int>());
        foreach (var wanted in items.Approvals)
        {
            if (!(await ApprovalChanges.Grant(change, incident, wanted)).Try(out var approval, out var refused)) return refused;
            approvals.Add(approval.Ordinal);
        }
        foreach (var wanted in items.Promises)
        {
            if (!(await PromiseChanges.Make(change, incident, wanted)).Try(out var promise, out var refused)) return refused;
            promises.Add(promise.Ordinal);
        }
        if (items.Handoff is null) return FactsOf(incident, approvals, promises, null);
        return HandoffChanges.Request(change, incident, items.Handoff).Try(out var handoff, out var problem)
            ? FactsOf(incident, approvals, promises, handoff)
            : problem;
    }

    private static Facts FactsOf(Incident incident, List<int> approvals, List<int> promises, Handoff? handoff) => new()
    {
        Number = incident.Number.ToString(),
        Approvals = approvals.Count == 0 ? null : approvals,
        Promises = promises.Count == 0 ? null : promises,
        Handoff = handoff?.Ordinal,
    };
}
