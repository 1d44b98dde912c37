using IncidentService.Approvals;
using IncidentService.Handoffs;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

/// <summary>Grants, promises and hands over what a call brings along, within the change of its incident. It does not save the incident.</summary>
internal static class Bringing
{
    /// <summary>What the message that goes with it tells of, null where that is nothing; or why none of the call is taken.</summary>
    public static async Task<(Facts? Facts, Problem? Problem)> Bring(
        Transaction transaction, Rulebook rules, Call call, Incident incident, Extras given)
    {
        if (given.IsNone) return (null, null);
        if (given.Approvals.Count > 0 && !call.Caller.May(Scopes.Approve)) return (null, Problem.Of(Problems.ScopeMissing, "approvals: they need the scope approve."));
        var (approvals, promises) = (new List<int>(), new List<int>());
        foreach (var wanted in given.Approvals)
        {
            var (approval, refused) = await Granting.Grant(transaction, rules, call, incident, wanted);
            if (refused is not null) return (null, refused);
            approvals.Add(approval!.Ordinal);
        }
        foreach (var wanted in given.Promises)
        {
            var (promise, refused) = await Promising.Make(transaction, incident, wanted, call.Origin);
            if (refused is not null) return (null, refused);
            promises.Add(promise!.Ordinal);
        }
        var (handoff, unsent) = given.Handoff is null ? (null, null) : await HandingOff.Request(transaction, rules, incident, given.Handoff, call.Origin);
        return unsent is not null ? (null, unsent) : (FactsOf(incident, approvals, promises, handoff), null);
    }

    private static Facts FactsOf(Incident incident, List<int> approvals, List<int> promises, Handoff? handoff) => new()
    {
        Number = incident.Number.ToString(),
        Approvals = approvals.Count == 0 ? null : approvals,
        Promises = promises.Count == 0 ? null : promises,
        Handoff = handoff?.Ordinal,
    };
}
