using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Merges an incident into another one about the same problem.</summary>
public sealed record MergeRequest
{
    /// <summary>The number of the incident to merge into.</summary>
    public required IncidentNumber Into { get; init; }

    /// <summary>Why, as an internal note. At most 20,000 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Separates two incidents that are not the same problem.</summary>
public sealed record UnmergeRequest
{
    /// <summary>Why, as an internal note. At most 20,000 characters.</summary>
    public string? Reason { get; init; }
}
