namespace IncidentService.Client;

/// <summary>An interaction to record.</summary>
public sealed record InteractionRequest
{
    /// <summary>call, visit, chat or message; by default the usual one of the channel.</summary>
    public InteractionKind? Kind { get; init; }

    /// <summary>How long the customer waited for somebody, in seconds. 0 to 604,800.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What was said, as an internal note. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}
