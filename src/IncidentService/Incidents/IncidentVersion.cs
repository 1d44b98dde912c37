using IncidentNumbers;

namespace IncidentService.Incidents;

/// <summary>Which incident a number leads to, and as of which version: enough to answer from a cache.</summary>
internal sealed class IncidentVersion
{
    public long Id { get; init; }
    public long Version { get; init; }
    public IncidentNumber Number { get; init; }
}
