using IncidentService.Common;
using IncidentService.Storage.Sql;

namespace IncidentService.Changes;

/// <summary>A kind of item that changes state at a due time.</summary>
internal interface ISweep
{
    /// <summary>Lists at most this many due items, the longest due first.</summary>
    Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most);

    /// <summary>Processes one item in its own transaction. Changes nothing if the item is no longer due.</summary>
    Task Process(ChangeContext change, DueItem item);
}
