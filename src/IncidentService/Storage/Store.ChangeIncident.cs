using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Incidents;

namespace IncidentService.Storage;

internal sealed partial class Store
{
    /// <summary>A change of one incident: found by its number, merged or not, held against the caller's If-Match, and locked.</summary>
    public Task<Reply> ChangeIncident(IncidentNumber number, Call call, Func<Transaction, Incident, Task<Reply>> change) => Change(
        call.Command,
        async transaction =>
        {
            if (await Lock(transaction, number) is not { } incident) return Problem.Of(Problems.NumberUnknown);
            return call.Precondition(incident) is { } failed ? failed : await change(transaction, incident);
        },
        call.Cancelled);
}
