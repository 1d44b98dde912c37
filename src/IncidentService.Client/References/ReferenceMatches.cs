namespace IncidentService.Client;

/// <summary>All incidents that a reference leads to: one at most in an exclusive system.</summary>
public sealed record ReferenceMatches : Received
{
    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls it.</summary>
    public required string Value { get; init; }

    /// <summary>One incident at most holds this value.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>The incidents, newest first.</summary>
    public required IReadOnlyList<IncidentSummary> Incidents { get; init; }
}
