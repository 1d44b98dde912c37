namespace IncidentService.Client;

/// <summary>Hands off a customer's problem to another channel or team.</summary>
public sealed record HandoffRequest
{
    /// <summary>The receiver.</summary>
    public required ReceiverRequest To { get; init; }

    /// <summary>The reason: what the receiver has to know. At most 20,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What the customer was told. At most 20,000 characters.</summary>
    public string? Told { get; init; }
}

/// <summary>The receiver of a hand-off: a channel, or one team of it.</summary>
public sealed record ReceiverRequest
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The team of that channel. At most 60 characters.</summary>
    public string? Team { get; init; }
}
