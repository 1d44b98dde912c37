namespace IncidentService.Client;

/// <summary>Why the text of a line is removed.</summary>
public sealed record RedactionRequest
{
    /// <summary>The reason. It becomes the text of the line that records the redaction. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
