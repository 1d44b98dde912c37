namespace IncidentService.Client;

/// <summary>A block of numbers to reserve.</summary>
public sealed record NumberBlockRequest
{
    /// <summary>The number of numbers, 1 to 1,000.</summary>
    public required int Size { get; init; }

    /// <summary>The numbers may be handed out until this time, which is at most a year in the future; 30 days by default.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
