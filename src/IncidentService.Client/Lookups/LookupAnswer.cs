namespace IncidentService.Client;

/// <summary>What was found.</summary>
public sealed record LookupAnswer : Received
{
    /// <summary>The lookup's own id, for answering a miss later or confirming a match.</summary>
    public required string Id { get; init; }

    /// <summary>What the lookup came to.</summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>The answer as a sentence for a phone menu.</summary>
    public required string Spoken { get; init; }

    /// <summary>Best first.</summary>
    public required IReadOnlyList<LookupMatch> Matches { get; init; }

    /// <summary>Who holds a number that is reserved and has no incident yet.</summary>
    public string? ReservedBy { get; init; }

    /// <summary>The channel that will open its incident.</summary>
    public Channel? ReservedChannel { get; init; }

    /// <summary>It has been written down that the customer was there.</summary>
    public required bool InteractionRecorded { get; init; }
}
