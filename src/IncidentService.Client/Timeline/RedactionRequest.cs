namespace IncidentService.Client;

/// <summary>Why a line's text has to go.</summary>
public sealed record RedactionRequest
{
    /// <summary>Why; the text of the line that tells of the redaction. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
