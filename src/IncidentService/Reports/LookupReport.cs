using IncidentService.Common;

namespace IncidentService.Reports;

/// <summary>The local days that a report covers.</summary>
internal sealed record ReportPeriod(DateOnly From, DateOnly To, string Zone)
{
    public static ReportPeriod CreateFrom(Period period) => new(period.From, period.To, period.Zone.Id);
}

/// <summary>How often lookups found an incident, by the channel that asked.</summary>
internal sealed record LookupReport(ReportPeriod Period, IReadOnlyList<LookupFigures> Items);

/// <summary>The lookups of one channel, in the whole period or on one day.</summary>
internal sealed record LookupFigures
{
    /// <summary>The local day, if the report is by day.</summary>
    public DateOnly? Day { get; init; }
    public required string Channel { get; init; }
    public required long Lookups { get; init; }

    /// <summary>Lookups that found nothing.</summary>
    public required long Misses { get; init; }

    /// <summary>Misses per lookup, 0 to 1, rounded to four places; absent without lookups.</summary>
    public decimal? MissRate { get; init; }

    /// <summary>Lookups that found an incident by repairing one error.</summary>
    public required long Repaired { get; init; }
    public required long Ambiguous { get; init; }

    /// <summary>Misses whose incident somebody found later.</summary>
    public required long Answered { get; init; }

    /// <summary>How long a lookup took, in microseconds: the median, by nearest rank.</summary>
    public long? MedianMicros { get; init; }

    /// <summary>How long a lookup took, in microseconds: the 90th percentile, by nearest rank.</summary>
    public long? P90Micros { get; init; }

    public static LookupFigures From(LookupCounts counts, DateOnly? day) => new()
    {
        Day = day,
        Channel = counts.Channel,
        Lookups = counts.Lookups,
        Misses = counts.Misses,
        MissRate = Share.From(counts.Misses, counts.Lookups),
        Repaired = counts.Repaired,
        Ambiguous = counts.Ambiguous,
        Answered = counts.Answered,
        MedianMicros = counts.MedianMicros,
        P90Micros = counts.P90Micros,
    };
}

/// <summary>Misses by shape, so that a system that was never connected stands out.</summary>
internal sealed record ShapeReport(ReportPeriod Period, IReadOnlyList<ShapeFigures> Items);

/// <summary>The misses of one shape.</summary>
internal sealed record ShapeFigures
{
    public required string Shape { get; init; }
    public required long Misses { get; init; }

    /// <summary>Misses whose incident nobody has found yet.</summary>
    public required long Unanswered { get; init; }
    public required Instant LastAt { get; init; }
}

/// <summary>The lookup counts of one channel in one interval of the report, as read from the store.</summary>
internal sealed class LookupCounts
{
    public Instant Starts { get; init; }
    public required string Channel { get; init; }
    public long Lookups { get; init; }
    public long Misses { get; init; }
    public long Repaired { get; init; }
    public long Ambiguous { get; init; }
    public long Answered { get; init; }
    public long? MedianMicros { get; init; }
    public long? P90Micros { get; init; }
}

/// <summary>Computes shares and ratios as exact decimals with four places.</summary>
internal static class Share
{
    private const decimal FourPlaces = 0.0000m;

    /// <summary>Null if the whole is zero.</summary>
    public static decimal? From(long part, long whole) =>
        whole == 0 ? null : decimal.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero) + FourPlaces;
}
