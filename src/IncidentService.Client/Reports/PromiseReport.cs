namespace IncidentService.Client;

/// <summary>The outcomes of promises, by the team that has to keep them and the kind of promise.</summary>
public sealed record PromiseReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<PromiseFigures> Items { get; init; }
}

/// <summary>The promises of one kind and team that were made in the period, with their current state.</summary>
public sealed record PromiseFigures : Received
{
    /// <summary>The team that has to keep them; absent for promises without a team.</summary>
    public string? Team { get; init; }

    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy created it.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>The number of promises.</summary>
    public required long Made { get; init; }

    /// <summary>How many were kept in time.</summary>
    public required long KeptInTime { get; init; }

    /// <summary>How many were kept late.</summary>
    public required long KeptLate { get; init; }

    /// <summary>How many were broken.</summary>
    public required long Broken { get; init; }

    /// <summary>How many were withdrawn.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>How many are due and not yet kept, broken or withdrawn.</summary>
    public required long Overdue { get; init; }

    /// <summary>How many are not due yet.</summary>
    public required long Open { get; init; }

    /// <summary>
    /// The share kept in time of all promises that were kept, broken or are overdue: 0 to 1, rounded to four places; absent if there are
    /// none.
    /// </summary>
    public double? InTimeRate { get; init; }
}
