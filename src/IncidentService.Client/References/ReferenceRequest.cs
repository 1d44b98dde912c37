namespace IncidentService.Client;

/// <summary>A reference in a request.</summary>
public sealed record ReferenceRequest
{
    /// <summary>The other system's short name: letters, digits, dots, hyphens and underscores. At most 60 characters.</summary>
    public required string System { get; init; }

    /// <summary>That system's identifier for the incident, or for something in it. At most 200 characters.</summary>
    public required string Value { get; init; }
}
