namespace IncidentService.Client;

/// <summary>Resolves an incident.</summary>
public sealed record ResolutionRequest
{
    /// <summary>What the customer was told. It becomes an outgoing message in the timeline. At most 20,000 characters.</summary>
    public required string Told { get; init; }

    /// <summary>A note that the customer does not see. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>The customer says that it is resolved.</summary>
public sealed record ConfirmationRequest
{
    /// <summary>
    /// true, also by default: staff passes on what the customer said. false: the customer says so themselves, through web or chat.
    /// </summary>
    public bool? Relayed { get; init; }

    /// <summary>Further remarks. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>The customer says that it is not resolved.</summary>
public sealed record DisputeRequest
{
    /// <summary>The reason. At most 20,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// true, also by default: staff passes on what the customer said. false: the customer says so themselves, through web or chat.
    /// </summary>
    public bool? Relayed { get; init; }
}
