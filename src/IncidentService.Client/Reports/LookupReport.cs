namespace IncidentService.Client;

/// <summary>How often what a customer said was found, by the channel that asked.</summary>
public sealed record LookupReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<LookupFigures> Items { get; init; }
}

/// <summary>The lookups of one channel, in the whole period or on one day.</summary>
public sealed record LookupFigures : Received
{
    /// <summary>The local day, where the report is by day.</summary>
    public Day? Day { get; init; }

    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>How many lookups.</summary>
    public required long Lookups { get; init; }

    /// <summary>Lookups that found nothing.</summary>
    public required long Misses { get; init; }

    /// <summary>Misses per lookup, 0 to 1, rounded to four places; absent without lookups.</summary>
    public double? MissRate { get; init; }

    /// <summary>Lookups that were found by mending one slip.</summary>
    public required long Repaired { get; init; }

    /// <summary>How many led to several incidents.</summary>
    public required long Ambiguous { get; init; }

    /// <summary>Misses whose incident somebody found later.</summary>
    public required long Answered { get; init; }

    /// <summary>How long a lookup took, in microseconds: the median, by nearest rank.</summary>
    public long? MedianMicros { get; init; }

    /// <summary>How long a lookup took, in microseconds: the 90th percentile, by nearest rank.</summary>
    public long? P90Micros { get; init; }
}
