using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The number that a lookup was about.</summary>
public sealed record AnswerRequest
{
    /// <summary>The number found later, or confirmed.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>
    /// The system whose identifier was quoted. When given, the words are taught: next time they lead here, to be confirmed. At most 60 characters.
    /// </summary>
    public string? System { get; init; }
}
