using IncidentService.Common;

namespace IncidentService.Http;

/// <summary>A parameter of a handler that may turn out to be wrong; the handler then never runs.</summary>
internal interface IBoundParameter
{
    Problem? Problem { get; }
}
