namespace IncidentService.Client;

/// <summary>Numbers to be reserved.</summary>
public sealed record NumberBlockRequest
{
    /// <summary>How many, 1 to 1,000.</summary>
    public required int Size { get; init; }

    /// <summary>Until when they may be handed out: in the future, a year ahead at most; 30 days, when not given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
