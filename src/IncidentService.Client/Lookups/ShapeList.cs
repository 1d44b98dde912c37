namespace IncidentService.Client;

/// <summary>What was quoted without a match, by shape, the most frequent first.</summary>
public sealed record ShapeList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<ShapeCount> Items { get; init; }
}

/// <summary>Misses of one shape.</summary>
public sealed record ShapeCount : Received
{
    /// <summary>The quoted text with its letters, and a nine for each digit: CAS-9999999.</summary>
    public required string Shape { get; init; }

    /// <summary>The number of misses.</summary>
    public required int Count { get; init; }

    /// <summary>The number of misses that nobody has answered yet.</summary>
    public required int Unanswered { get; init; }

    /// <summary>When this last happened.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
