using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Another system's identifier for this incident or something in it.</summary>
public sealed record CardReference : Received
{
    /// <summary>The incident that it belongs to.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>The value in that system.</summary>
    public required string Value { get; init; }

    /// <summary>Whether at most one incident can have this value.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>Whether it was learnt from a lookup without a match. Matches by it are never certain.</summary>
    public required bool Taught { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}
