using IncidentService.Common;

namespace IncidentService.Http;

/// <summary>A handler parameter whose binding can fail; the handler does not run then.</summary>
internal interface IBoundParameter
{
    Problem? Problem { get; }
}
