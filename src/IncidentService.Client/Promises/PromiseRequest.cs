namespace IncidentService.Client;

/// <summary>A promise: what the customer was told will happen, and when.</summary>
public sealed record PromiseRequest
{
    /// <summary>What was promised, in the words that the customer was told. At most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>When it is due, in the future.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The team that has to keep it; by default the team of the caller, or else of the incident. At most 60 characters.</summary>
    public string? Team { get; init; }
}

/// <summary>The outcome of a promise.</summary>
public sealed record PromiseOutcomeRequest
{
    /// <summary>kept, broken or withdrawn.</summary>
    public required PromiseOutcome Outcome { get; init; }

    /// <summary>How it was kept, or why not. It answers for a broken promise. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}
