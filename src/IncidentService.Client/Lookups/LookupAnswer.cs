namespace IncidentService.Client;

/// <summary>The result of a lookup.</summary>
public sealed record LookupAnswer : Received
{
    /// <summary>The lookup's id, for answering a miss later or confirming a match.</summary>
    public required string Id { get; init; }

    /// <summary>The outcome.</summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>The result as a sentence for a phone menu.</summary>
    public required string Spoken { get; init; }

    /// <summary>The matches, best first.</summary>
    public required IReadOnlyList<LookupMatch> Matches { get; init; }

    /// <summary>The holder of a reserved number that has no incident yet.</summary>
    public string? ReservedBy { get; init; }

    /// <summary>The channel that will open its incident.</summary>
    public Channel? ReservedChannel { get; init; }

    /// <summary>Whether an interaction with the customer was recorded.</summary>
    public required bool InteractionRecorded { get; init; }
}
