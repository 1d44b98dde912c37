namespace IncidentService.Client;

/// <summary>The customer was there.</summary>
public sealed record InteractionRequest
{
    /// <summary>call, visit, chat or message; what the channel suggests when not given.</summary>
    public InteractionKind? Kind { get; init; }

    /// <summary>How long the customer waited before somebody was there, in seconds. 0 to 604,800.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What was said, as an internal note. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}
