using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Changes;

/// <summary>The context of every rule that changes something. Background jobs and imports have no caller.</summary>
internal sealed record ChangeContext(Transaction Transaction, ServiceSettings Settings, Origin Origin, Caller? Caller = null)
{
    public Instant Now => Transaction.Now;

    public bool May(string scope) => Caller is not null && Caller.May(scope);
}
