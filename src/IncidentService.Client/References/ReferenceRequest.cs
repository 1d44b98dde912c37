namespace IncidentService.Client;

/// <summary>A reference as a caller gives it.</summary>
public sealed record ReferenceRequest
{
    /// <summary>The other system's short name: letters, digits, dots, hyphens and underscores. At most 60 characters.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls the incident, or something in it. At most 200 characters.</summary>
    public required string Value { get; init; }
}
