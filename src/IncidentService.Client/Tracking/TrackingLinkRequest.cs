namespace IncidentService.Client;

/// <summary>A personal link to the customer's page.</summary>
public sealed record TrackingLinkRequest
{
    /// <summary>
    /// The contact of the incident that the link is sent to: an e-mail address, a phone number or a handle. The page then also lists the
    /// other open incidents with this contact. Without it, the page shows this incident only.
    /// </summary>
    public ContactRequest? Contact { get; init; }

    /// <summary>The link works until this time, at most 180 days ahead; 30 days by default.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
