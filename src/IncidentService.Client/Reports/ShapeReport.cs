namespace IncidentService.Client;

/// <summary>What was quoted in vain, by shape, so that a whole forgotten system is seen.</summary>
public sealed record ShapeReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<ShapeFigures> Items { get; init; }
}

/// <summary>The misses of one shape.</summary>
public sealed record ShapeFigures : Received
{
    /// <summary>What was quoted with its letters kept and its digits as nines: CAS-9999999.</summary>
    public required string Shape { get; init; }

    /// <summary>How many misses.</summary>
    public required long Misses { get; init; }

    /// <summary>Misses whose incident nobody has found yet.</summary>
    public required long Unanswered { get; init; }

    /// <summary>When it happened last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
