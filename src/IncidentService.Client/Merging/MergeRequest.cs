using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The incident that this one is the same problem as.</summary>
public sealed record MergeRequest
{
    /// <summary>The number of the incident that the other lives on in.</summary>
    public required IncidentNumber Into { get; init; }

    /// <summary>Why, as an internal note. At most 20,000 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Why the two are not the same problem after all.</summary>
public sealed record UnmergeRequest
{
    /// <summary>Why, as an internal note. At most 20,000 characters.</summary>
    public string? Reason { get; init; }
}
