using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Background;

/// <summary>A kind of thing that changes by itself when its time comes.</summary>
internal interface ISweep
{
    /// <summary>What is due by now, the longest due first, at most so many.</summary>
    Task<IReadOnlyList<DueItem>> ListDue(Instant now, int most);

    /// <summary>Marks one, within a change of its own. Changes nothing where it is no longer due.</summary>
    Task Process(ChangeContext change, DueItem item);
}
