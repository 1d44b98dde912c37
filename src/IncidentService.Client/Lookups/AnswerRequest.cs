using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The incident that a lookup was about.</summary>
public sealed record AnswerRequest
{
    /// <summary>The number that was found later or confirmed.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>
    /// The system whose identifier was quoted. If given, the quoted text is taught: next time it finds this incident, to be confirmed. At
    /// most 60 characters.
    /// </summary>
    public string? System { get; init; }
}
