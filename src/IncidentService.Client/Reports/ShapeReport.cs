namespace IncidentService.Client;

/// <summary>What was quoted without a match, by shape. It shows systems whose identifiers are not known yet.</summary>
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
    /// <summary>The quoted text with its letters, and a nine for each digit: CAS-9999999.</summary>
    public required string Shape { get; init; }

    /// <summary>The number of misses.</summary>
    public required long Misses { get; init; }

    /// <summary>Misses whose incident nobody has found yet.</summary>
    public required long Unanswered { get; init; }

    /// <summary>When this last happened.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
