namespace IncidentService.Client;

/// <summary>Hands a customer's problem over to another channel or team.</summary>
public sealed record HandoffRequest
{
    /// <summary>Who is to take over.</summary>
    public required ReceiverRequest To { get; init; }

    /// <summary>Why: what the receiver has to know. At most 20,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>What the customer was told. At most 20,000 characters.</summary>
    public string? Told { get; init; }
}

/// <summary>Who is to take over: a channel, or one team of it.</summary>
public sealed record ReceiverRequest
{
    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The team of that channel. At most 60 characters.</summary>
    public string? Team { get; init; }
}
