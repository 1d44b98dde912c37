namespace IncidentService.Client;

/// <summary>How often lookups found an incident, by the channel that looked up.</summary>
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
    /// <summary>The local day, if the report is by day.</summary>
    public Day? Day { get; init; }

    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The number of lookups.</summary>
    public required long Lookups { get; init; }

    /// <summary>Lookups that found nothing.</summary>
    public required long Misses { get; init; }

    /// <summary>Misses per lookup, 0 to 1, rounded to four places; absent without lookups.</summary>
    public double? MissRate { get; init; }

    /// <summary>Lookups that found an incident by repairing one slip.</summary>
    public required long Repaired { get; init; }

    /// <summary>Lookups that found several incidents.</summary>
    public required long Ambiguous { get; init; }

    /// <summary>Misses whose incident somebody found later.</summary>
    public required long Answered { get; init; }

    /// <summary>How long a lookup took, in microseconds: the median, by nearest rank.</summary>
    public long? MedianMicros { get; init; }

    /// <summary>How long a lookup took, in microseconds: the 90th percentile, by nearest rank.</summary>
    public long? P90Micros { get; init; }
}
