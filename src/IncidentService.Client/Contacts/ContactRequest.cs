namespace IncidentService.Client;

/// <summary>A contact as a caller gives it.</summary>
public sealed record ContactRequest
{
    /// <summary>How the customer is known.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>An e-mail address, a phone number, a handle with its network (x:@anna), a loyalty number, or a name. At most 200 characters.</summary>
    public required string Value { get; init; }
}
