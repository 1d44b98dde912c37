namespace IncidentService.Client;

/// <summary>What was quoted in vain, by shape, the most frequent first.</summary>
public sealed record ShapeList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<ShapeCount> Items { get; init; }
}

/// <summary>Misses of one shape.</summary>
public sealed record ShapeCount : Received
{
    /// <summary>What was quoted with its letters kept and its digits as nines: CAS-9999999.</summary>
    public required string Shape { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>How many of them nobody has answered yet.</summary>
    public required int Unanswered { get; init; }

    /// <summary>When it happened last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
