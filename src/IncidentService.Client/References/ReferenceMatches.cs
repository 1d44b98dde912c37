namespace IncidentService.Client;

/// <summary>All incidents with a reference: at most one for an exclusive system.</summary>
public sealed record ReferenceMatches : Received
{
    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>The value in that system.</summary>
    public required string Value { get; init; }

    /// <summary>Whether at most one incident can have this value.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>The incidents, newest first.</summary>
    public required IReadOnlyList<IncidentSummary> Incidents { get; init; }
}
