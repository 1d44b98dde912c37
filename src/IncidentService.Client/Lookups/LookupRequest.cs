namespace IncidentService.Client;

/// <summary>A lookup of what a customer said.</summary>
public sealed record LookupRequest
{
    /// <summary>
    /// Whatever the customer said or pasted: a number in any grouping, another system's id, an e-mail address, a whole e-mail. Not blank,
    /// unless a hint is given. At most 20,000 characters.
    /// </summary>
    public string? Quoted { get; init; }

    /// <summary>Whether the customer is present. If so, an interaction is recorded as soon as the incident is certain.</summary>
    public bool CustomerPresent { get; init; }

    /// <summary>How long the customer waited for somebody, in seconds. 0 to 604,800.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>Hints: contacts by kind (email, phone, handle, loyalty, name) and references by system (order, …).</summary>
    public IReadOnlyDictionary<string, string>? Hints { get; init; }
}
