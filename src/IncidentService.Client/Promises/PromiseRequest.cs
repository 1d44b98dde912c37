namespace IncidentService.Client;

/// <summary>What the customer was told will happen, and until when.</summary>
public sealed record PromiseRequest
{
    /// <summary>What was promised, in the words that the customer heard. At most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Until when: in the future.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The team that keeps it; the caller's own when not given, else the incident's. At most 60 characters.</summary>
    public string? Team { get; init; }
}

/// <summary>What became of a promise.</summary>
public sealed record PromiseOutcomeRequest
{
    /// <summary>kept, broken or withdrawn.</summary>
    public required PromiseOutcome Outcome { get; init; }

    /// <summary>How, or why not. It answers for a promise that was broken. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}
