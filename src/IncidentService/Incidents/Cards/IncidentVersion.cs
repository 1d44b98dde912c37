using IncidentNumbers;

namespace IncidentService.Incidents.Cards;

/// <summary>The incident of a number after merges, and its current version: enough to use a cached card.</summary>
internal sealed class IncidentVersion
{
    public long Id { get; init; }
    public long Version { get; init; }
    public IncidentNumber Number { get; init; }
}
