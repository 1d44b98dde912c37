namespace IncidentService.Client;

/// <summary>What became of what customers were promised, by the team that keeps it and the kind of promise.</summary>
public sealed record PromiseReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<PromiseFigures> Items { get; init; }
}

/// <summary>The promises of one kind that one team made in the period, as they stand now.</summary>
public sealed record PromiseFigures : Received
{
    /// <summary>The team that keeps them; absent for those that no team was named for.</summary>
    public string? Team { get; init; }

    /// <summary>promise; or acknowledge, first-response, final-response where an SLA policy made it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>How many were made.</summary>
    public required long Made { get; init; }

    /// <summary>How many were kept in time.</summary>
    public required long KeptInTime { get; init; }

    /// <summary>How many were kept late.</summary>
    public required long KeptLate { get; init; }

    /// <summary>How many were broken.</summary>
    public required long Broken { get; init; }

    /// <summary>How many were withdrawn.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>Fallen due, and nobody has kept, broken or withdrawn it.</summary>
    public required long Overdue { get; init; }

    /// <summary>Not due yet.</summary>
    public required long Open { get; init; }

    /// <summary>Kept in time, per promise that was kept or broken or is overdue: 0 to 1, rounded to four places; absent without any.</summary>
    public double? InTimeRate { get; init; }
}
