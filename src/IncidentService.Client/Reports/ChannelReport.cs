namespace IncidentService.Client;

/// <summary>How customers fared by the channel where they came in. Nobody should have to shout in public to be served.</summary>
public sealed record ChannelReport : Received
{
    /// <summary>The local days that it covers.</summary>
    public required ReportPeriod Period { get; init; }

    /// <summary>How far the channels differ; absent where fewer than two have answered.</summary>
    public Fairness? Fairness { get; init; }

    /// <summary>The items.</summary>
    public required IReadOnlyList<ChannelFigures> Items { get; init; }
}

/// <summary>The incidents that came in through one channel, merged ones too, each by its own first response and resolution.</summary>
public sealed record ChannelFigures : Received
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>How many incidents came in.</summary>
    public required long Incidents { get; init; }

    /// <summary>Incidents in which a person has written to the customer.</summary>
    public required long Answered { get; init; }

    /// <summary>Incidents that still wait for that: open, and not merged.</summary>
    public required long Unanswered { get; init; }

    /// <summary>From opening to first response, in whole seconds: the median of those answered, by nearest rank.</summary>
    public long? MedianResponseSeconds { get; init; }

    /// <summary>From opening to first response, in whole seconds: the 90th percentile.</summary>
    public long? P90ResponseSeconds { get; init; }

    /// <summary>Incidents that have been resolved, even if they were reopened since.</summary>
    public required long Resolved { get; init; }

    /// <summary>Those for which the customer had to come once at most, without a hand-off, and that were never reopened.</summary>
    public required long ResolvedAtFirstContact { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the median of those resolved, by nearest rank.</summary>
    public long? MedianResolutionSeconds { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the 90th percentile.</summary>
    public long? P90ResolutionSeconds { get; init; }

    /// <summary>Incidents that were reopened, once or more.</summary>
    public required long Reopened { get; init; }

    /// <summary>How often customers said that it was not resolved.</summary>
    public required long Disputes { get; init; }

    /// <summary>How many hand-offs.</summary>
    public required long Handoffs { get; init; }

    /// <summary>Hand-offs per incident, rounded to four places; absent without incidents.</summary>
    public double? HandoffsPerIncident { get; init; }

    /// <summary>How often customers were there.</summary>
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

    /// <summary>Slowest by fastest, rounded to four places.</summary>
    public required double Ratio { get; init; }
}
