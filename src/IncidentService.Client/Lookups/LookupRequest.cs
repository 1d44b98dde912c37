namespace IncidentService.Client;

/// <summary>"What is this number?"</summary>
public sealed record LookupRequest
{
    /// <summary>
    /// Whatever the customer said or pasted: a number in any grouping, another system's id, an e-mail address, a whole e-mail. Not blank, unless a hint
    /// is given. At most 20,000 characters.
    /// </summary>
    public string? Quoted { get; init; }

    /// <summary>The customer is there now: recorded as an interaction once it is clear whose it is.</summary>
    public bool CustomerPresent { get; init; }

    /// <summary>How long the customer waited before somebody was there, in seconds. 0 to 604,800.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What else is known: contacts by kind (email, phone, handle, loyalty, name) and references by system (order, …).</summary>
    public IReadOnlyDictionary<string, string>? Hints { get; init; }
}
