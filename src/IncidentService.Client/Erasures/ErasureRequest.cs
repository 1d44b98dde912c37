namespace IncidentService.Client;

/// <summary>The customer whose personal data is to be removed.</summary>
public sealed record ErasureRequest
{
    /// <summary>A contact of the customer, of any kind except a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>
    /// The reason as a short code such as gdpr-17, never as free text: the timeline and all subscribers keep it. At most 60 characters.
    /// </summary>
    public string? Reason { get; init; }
}
