namespace IncidentService.Client;

/// <summary>A contact in a request.</summary>
public sealed record ContactRequest
{
    /// <summary>The kind of contact.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>
    /// An e-mail address, a phone number, a handle with its network (x:@anna), a loyalty number, or a name. At most 200 characters.
    /// </summary>
    public required string Value { get; init; }
}
