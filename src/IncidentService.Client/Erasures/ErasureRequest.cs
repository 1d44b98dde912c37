namespace IncidentService.Client;

/// <summary>Whose personal data is to go.</summary>
public sealed record ErasureRequest
{
    /// <summary>How the customer is known: one of any kind but a name, which proves nothing.</summary>
    public required ContactRequest Contact { get; init; }

    /// <summary>Why, as a short code such as gdpr-17, never in words: the timeline and all subscribers keep it. At most 60 characters.</summary>
    public string? Reason { get; init; }
}
