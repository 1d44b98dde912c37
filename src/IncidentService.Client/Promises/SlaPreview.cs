namespace IncidentService.Client;

/// <summary>When the promises of an SLA policy would be due for an incident that is opened at a given time.</summary>
public sealed record SlaPreview : Received
{
    /// <summary>The name of the policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The IANA time zone in which the policy counts.</summary>
    public required string Zone { get; init; }

    /// <summary>When the incident is opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Whether the promises pause while we wait for the customer, so that they are due later.</summary>
    public required bool PausesWhileWaitingOnCustomer { get; init; }

    /// <summary>The promises, in the order acknowledge, first-response, final-response.</summary>
    public required IReadOnlyList<SlaPreviewTarget> Targets { get; init; }
}

/// <summary>A promise of an SLA policy, and when it would be due.</summary>
public sealed record SlaPreviewTarget : Received
{
    /// <summary>acknowledge, first-response or final-response.</summary>
    public required PromiseKind Kind { get; init; }

    /// <summary>When it would be due.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
