using IncidentService.Common.Outcomes;

namespace IncidentService.Http.Parameters;

/// <summary>A handler parameter whose binding can fail; the handler does not run then.</summary>
internal interface IBoundParameter
{
    Problem? Problem { get; }
}
