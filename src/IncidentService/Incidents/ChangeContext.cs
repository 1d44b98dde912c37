using IncidentService.Common;
using IncidentService.Hosting;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Incidents;

/// <summary>What every rule that changes something works with. There is no caller where a time has come or an import runs.</summary>
internal sealed record ChangeContext(Transaction Transaction, ServiceSettings Settings, Origin Origin, Caller? Caller = null)
{
    public Instant Now => Transaction.Now;

    public bool May(string scope) => Caller is not null && Caller.May(scope);
}
