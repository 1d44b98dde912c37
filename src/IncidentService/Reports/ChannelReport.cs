using IncidentService.Common;

namespace IncidentService.Reports;

/// <summary>How customers were served, by the channel through which they came.</summary>
internal sealed record ChannelReport(ReportPeriod Period, Fairness? Fairness, IReadOnlyList<ChannelFigures> Items);

/// <summary>How many times longer the median first response takes in the slowest channel than in the fastest.</summary>
internal sealed record Fairness
{
    /// <summary>The channel with the longest median first response.</summary>
    public required string Slowest { get; init; }

    /// <summary>The channel with the shortest median first response.</summary>
    public required string Fastest { get; init; }

    /// <summary>The slowest divided by the fastest, rounded to four places.</summary>
    public required decimal Ratio { get; init; }

    /// <summary>Null if fewer than two channels can be compared, or if the fastest median is zero.</summary>
    public static Fairness? From(IEnumerable<ChannelCounts> channels)
    {
        var answered = channels.Where(counts => counts.MedianResponse is not null).OrderBy(counts => counts.MedianResponse).ToList();
        return answered is [{ MedianResponse: > 0 } fastest, .., var slowest]
            ? new Fairness
            {
                Slowest = slowest.Channel,
                Fastest = fastest.Channel,
                Ratio = Share.From(slowest.MedianResponse!.Value, fastest.MedianResponse.Value)!.Value
            }
            : null;
    }
}

/// <summary>
/// The incidents that came in through one channel. Merged incidents are included, each with its own first response and resolution.
/// </summary>
internal sealed record ChannelFigures
{
    public required string Channel { get; init; }
    public required long Incidents { get; init; }

    /// <summary>Incidents in which a person has written to the customer.</summary>
    public required long Answered { get; init; }

    /// <summary>Incidents that still wait for a first response: open and not merged.</summary>
    public required long Unanswered { get; init; }

    /// <summary>From opening to first response, in whole seconds: the median of those answered, by nearest rank.</summary>
    public long? MedianResponseSeconds { get; init; }

    /// <summary>From opening to first response, in whole seconds: the 90th percentile.</summary>
    public long? P90ResponseSeconds { get; init; }

    /// <summary>Incidents that were resolved, even if they were reopened later.</summary>
    public required long Resolved { get; init; }

    /// <summary>Incidents resolved with at most one interaction, without a hand-off, and never reopened.</summary>
    public required long ResolvedAtFirstContact { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the median of those resolved, by nearest rank.</summary>
    public long? MedianResolutionSeconds { get; init; }

    /// <summary>From opening to first resolution, in whole seconds: the 90th percentile.</summary>
    public long? P90ResolutionSeconds { get; init; }

    /// <summary>Incidents that were reopened at least once.</summary>
    public required long Reopened { get; init; }

    /// <summary>How often customers disputed a resolution.</summary>
    public required long Disputes { get; init; }
    public required long Handoffs { get; init; }

    /// <summary>Hand-offs per incident, rounded to four places; absent without incidents.</summary>
    public decimal? HandoffsPerIncident { get; init; }

    /// <summary>The number of interactions.</summary>
    public required long Interactions { get; init; }

    /// <summary>Interactions per incident, rounded to four places; absent without incidents.</summary>
    public decimal? InteractionsPerIncident { get; init; }

    public static ChannelFigures From(ChannelCounts counts) => new()
    {
        Channel = counts.Channel,
        Incidents = counts.Incidents,
        Answered = counts.Answered,
        Unanswered = counts.Unanswered,
        MedianResponseSeconds = counts.MedianResponse / Instant.MicrosPerSecond,
        P90ResponseSeconds = counts.P90Response / Instant.MicrosPerSecond,
        Resolved = counts.Resolved,
        ResolvedAtFirstContact = counts.ResolvedAtFirstContact,
        MedianResolutionSeconds = counts.MedianResolution / Instant.MicrosPerSecond,
        P90ResolutionSeconds = counts.P90Resolution / Instant.MicrosPerSecond,
        Reopened = counts.Reopened,
        Disputes = counts.Disputes,
        Handoffs = counts.Handoffs,
        HandoffsPerIncident = Share.From(counts.Handoffs, counts.Incidents),
        Interactions = counts.Interactions,
        InteractionsPerIncident = Share.From(counts.Interactions, counts.Incidents),
    };
}

/// <summary>The counts of one channel, as read from the store; times in microseconds.</summary>
internal sealed class ChannelCounts
{
    public required string Channel { get; init; }
    public long Incidents { get; init; }
    public long Answered { get; init; }
    public long Unanswered { get; init; }
    public long Resolved { get; init; }
    public long ResolvedAtFirstContact { get; init; }
    public long Reopened { get; init; }
    public long Disputes { get; init; }
    public long Handoffs { get; init; }
    public long Interactions { get; init; }
    public long? MedianResponse { get; init; }
    public long? P90Response { get; init; }
    public long? MedianResolution { get; init; }
    public long? P90Resolution { get; init; }
}
