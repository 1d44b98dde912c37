using IncidentService.Approvals;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>Grants, promises and hands over what a call brings along, within the change of its incident. It does not save the incident.</summary>
internal static class Bringing
{
    /// <summary>Null when all of it was taken; otherwise why none of the call is.</summary>
    public static async Task<Problem?> Bring(Store store, Transaction transaction, Rulebook rules, Call call, Incident incident, Extras given)
    {
        if (given.Approvals.Count > 0 && !call.Caller.May(Scopes.Approve)) return Problem.Of(Problems.ScopeMissing, "approvals: they need the scope approve.");
        foreach (var approval in given.Approvals)
        {
            if ((await Granting.Grant(store, transaction, rules, call, incident, approval)).Problem is { } refused) return refused;
        }
        foreach (var promise in given.Promises)
        {
            if ((await Promising.Make(store, transaction, incident, promise, call.Origin)).Problem is { } refused) return refused;
        }
        return given.Handoff is null ? null : (await HandingOff.Request(store, transaction, rules, incident, given.Handoff, call.Origin)).Problem;
    }
}
