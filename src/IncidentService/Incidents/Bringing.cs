using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Promises;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>Grants, promises and hands over what a call brings along, within the change of its incident.</summary>
internal static class Bringing
{
    /// <summary>What the message that goes with it tells of, null where that is nothing; or why none of the call is taken.</summary>
    public static async Task<Outcome<Facts?>> Bring(ChangeContext change, Incident incident, Extras given)
    {
        if (given.IsNone) return (Facts?)null;
        var (approvals, promises) = (new List<int>(), new List<int>());
        foreach (var wanted in given.Approvals)
        {
            if (!(await Granting.Grant(change, incident, wanted)).Try(out var approval, out var refused)) return refused;
            approvals.Add(approval.Ordinal);
        }
        foreach (var wanted in given.Promises)
        {
            if (!(await Promising.Make(change, incident, wanted)).Try(out var promise, out var refused)) return refused;
            promises.Add(promise.Ordinal);
        }
        if (given.Handoff is null) return FactsOf(incident, approvals, promises, null);
        return HandingOff.Request(change, incident, given.Handoff).Try(out var handoff, out var problem)
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
