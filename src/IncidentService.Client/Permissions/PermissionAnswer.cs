namespace IncidentService.Client;

/// <summary>Whether the customer may be approached, and if not, why.</summary>
public sealed record PermissionAnswer : Received
{
    /// <summary>true counts as approached: the next one who asks is told so.</summary>
    public required bool Allowed { get; init; }

    /// <summary>
    /// no-more: the customer has said so. asked-for-this-incident: one survey an incident. asked-recently: of whatever purpose, about whatever incident.
    /// </summary>
    public Refusal? Reason { get; init; }

    /// <summary>When asked-recently ends. Shown with the scope read.</summary>
    public DateTimeOffset? Until { get; init; }
}
