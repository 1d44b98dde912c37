using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What another system calls this incident or something in it.</summary>
public sealed record CardReference : Received
{
    /// <summary>The incident that it was given to.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls it.</summary>
    public required string Value { get; init; }

    /// <summary>One incident at most holds this value.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>Learnt from a lookup that missed; found again, never certain.</summary>
    public required bool Taught { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}
