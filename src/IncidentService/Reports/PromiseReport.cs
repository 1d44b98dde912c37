namespace IncidentService.Reports;

/// <summary>The outcome of promises to customers, by kind and by the team that has to keep them.</summary>
internal sealed record PromiseReport(ReportPeriod Period, IReadOnlyList<PromiseFigures> Items);

/// <summary>The promises of one kind that one team made in the period, in their current state.</summary>
internal sealed record PromiseFigures
{
    /// <summary>The team that has to keep them; absent for promises without a team.</summary>
    public string? Team { get; init; }

    /// <summary>promise; or acknowledge, first-response or final-response if an SLA policy made it.</summary>
    public required string Kind { get; init; }
    public required long Made { get; init; }
    public required long KeptInTime { get; init; }
    public required long KeptLate { get; init; }
    public required long Broken { get; init; }
    public required long Withdrawn { get; init; }

    /// <summary>Promises that are past due and not settled.</summary>
    public required long Overdue { get; init; }

    /// <summary>Promises that are not due yet.</summary>
    public required long Open { get; init; }

    /// <summary>
    /// Promises kept in time, as a share of those that were kept, broken or are overdue: 0 to 1, rounded to four places; absent if there
    /// are none.
    /// </summary>
    public decimal? InTimeRate { get; init; }

    public static PromiseFigures From(PromiseCounts counts) => new()
    {
        Team = counts.Team,
        Kind = counts.Kind,
        Made = counts.Made,
        KeptInTime = counts.KeptInTime,
        KeptLate = counts.KeptLate,
        Broken = counts.Broken,
        Withdrawn = counts.Withdrawn,
        Overdue = counts.Overdue,
        Open = counts.Open,
        InTimeRate = Share.From(counts.KeptInTime, counts.KeptInTime + counts.KeptLate + counts.Broken + counts.Overdue),
    };
}

/// <summary>The counts of promises of one team and kind, as read from the store.</summary>
internal sealed class PromiseCounts
{
    public string? Team { get; init; }
    public required string Kind { get; init; }
    public long Made { get; init; }
    public long KeptInTime { get; init; }
    public long KeptLate { get; init; }
    public long Broken { get; init; }
    public long Withdrawn { get; init; }
    public long Overdue { get; init; }
    public long Open { get; init; }
}
