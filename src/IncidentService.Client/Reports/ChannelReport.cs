namespace IncidentService.Client;

/// <summary>
/// Response and resolution figures by the channel in which incidents were opened. They show whether some channels are served better than
/// others.
/// </summary>
public sealed record ChannelReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>How much the channels differ; absent if fewer than two have a response.</summary>
    public Fairness? Fairness { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<ChannelFigures> Items { get; init; }
}

/// <summary>
/// The incidents that were opened in one channel, including merged ones, each with its own first response and resolution.
/// </summary>
public sealed record ChannelFigures : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The number of incidents.</summary>
    public required long Incidents { get; init; }

    /// <summary>Incidents in which a person wrote to the customer.</summary>
    public required long Answered { get; init; }

    /// <summary>Incidents that still wait for a response: open and not merged.</summary>
    public required long Unanswered { get; init; }

    /// <summary>From opening to first response, in whole seconds: the median of those answered, by nearest rank.</summary>
    public long? MedianResponseSeconds { get; init; }

    /// <summary>From opening to first response, in whole seconds: the 90th percentile.</summary>
    public long? P90ResponseSeconds { get; init; }

    /// <summary>Incidents that were resolved, even if they were reopened later.</summary>
    public required long Resolved { get; init; }

    /// <summary>Incidents with at most one interaction, without a hand-off, that were never reopened.</summary>
    public required long ResolvedAtFirstContact { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the median of those resolved, by nearest rank.</summary>
    public long? MedianResolutionSeconds { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the 90th percentile.</summary>
    public long? P90ResolutionSeconds { get; init; }

    /// <summary>Incidents that were reopened at least once.</summary>
    public required long Reopened { get; init; }

    /// <summary>How often customers said that it was not resolved.</summary>
    public required long Disputes { get; init; }

    /// <summary>The number of hand-offs.</summary>
    public required long Handoffs { get; init; }

    /// <summary>Hand-offs per incident, rounded to four places; absent without incidents.</summary>
    public double? HandoffsPerIncident { get; init; }

    /// <summary>The number of interactions.</summary>
    public required long Interactions { get; init; }

    /// <summary>Interactions per incident, rounded to four places; absent without incidents.</summary>
    public double? InteractionsPerIncident { get; init; }
}

/// <summary>How many times longer the median first response takes in the slowest channel than in the fastest.</summary>
public sealed record Fairness : Received
{
    /// <summary>The channel with the longest median first response.</summary>
    public required Channel Slowest { get; init; }

    /// <summary>The channel with the shortest.</summary>
    public required Channel Fastest { get; init; }

    /// <summary>The slowest divided by the fastest, rounded to four places.</summary>
    public required double Ratio { get; init; }
}
