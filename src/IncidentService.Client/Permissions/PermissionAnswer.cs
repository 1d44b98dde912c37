namespace IncidentService.Client;

/// <summary>Whether the customer may be contacted, and if not, why.</summary>
public sealed record PermissionAnswer : Received
{
    /// <summary>Whether the customer may be contacted. true counts as contact for later requests.</summary>
    public required bool Allowed { get; init; }

    /// <summary>
    /// no-more: the customer opted out. asked-for-this-incident: there was a survey about this incident. asked-recently: permission was
    /// granted recently, for any purpose and any incident.
    /// </summary>
    public Refusal? Reason { get; init; }

    /// <summary>When asked-recently ends. Visible only with the scope read.</summary>
    public DateTimeOffset? Until { get; init; }
}
