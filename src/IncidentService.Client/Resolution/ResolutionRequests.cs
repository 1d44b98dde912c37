namespace IncidentService.Client;

/// <summary>We say that it is resolved.</summary>
public sealed record ResolutionRequest
{
    /// <summary>What the customer was told: a message out in the timeline. At most 20,000 characters.</summary>
    public required string Told { get; init; }

    /// <summary>What the customer does not see. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>The customer says that it is resolved.</summary>
public sealed record ConfirmationRequest
{
    /// <summary>true, also when not given: staff passes on what the customer said. false: the customer says so themselves, through web or chat.</summary>
    public bool? Relayed { get; init; }

    /// <summary>What else was said. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>The customer says that it is not resolved.</summary>
public sealed record DisputeRequest
{
    /// <summary>Why. At most 20,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>true, also when not given: staff passes on what the customer said. false: the customer says so themselves, through web or chat.</summary>
    public bool? Relayed { get; init; }
}
