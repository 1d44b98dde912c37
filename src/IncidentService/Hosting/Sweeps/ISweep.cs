using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Hosting;

/// <summary>Something of an incident whose time has come: a promise, a hand-off by its ordinal, or the incident itself (0).</summary>
internal readonly record struct DueItem(long IncidentId, int Ordinal);

/// <summary>A kind of thing that changes by itself when its time comes.</summary>
internal interface ISweep
{
    /// <summary>What is due by now, the longest due first, at most so many.</summary>
    Task<IReadOnlyList<DueItem>> Due(Instant now, int most);

    /// <summary>Marks one, within a change of its own. Changes nothing where it is no longer due.</summary>
    Task Mark(ChangeContext change, DueItem item);
}
