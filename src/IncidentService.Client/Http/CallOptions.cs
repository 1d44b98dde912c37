namespace IncidentService.Client;

/// <summary>From where, and for whom, one change is made. What is not given here is taken from the client's options.</summary>
public record CallOptions
{
    /// <summary>The channel, where the key serves several.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The team, where the key serves several.</summary>
    public string? Team { get; init; }

    /// <summary>The store or site, where the key serves several.</summary>
    public string? Location { get; init; }

    /// <summary>The person that acts: recorded as asserted. Printable ASCII, at most 200 characters.</summary>
    public string? Agent { get; init; }
}

/// <summary>Options of a POST.</summary>
public sealed record PostOptions : CallOptions
{
    /// <summary>
    /// The key under which this request is carried out once, however often it is sent; 1 to 255 printable ASCII characters. One of its own for each call
    /// when not given, the same on each retry. Give your own to make a repeat by another process safe too: a ticket's id, say.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Options of a PUT, PATCH or DELETE, which are idempotent themselves.</summary>
public sealed record ChangeOptions : CallOptions
{
    /// <summary>
    /// The ETag that the incident must still have, or 412 <see cref="ProblemKind.PreconditionFailed"/>. After an answer that was lost such a call is not
    /// sent again: a repeat of what succeeded would look like a lost race.
    /// </summary>
    public string? IfMatch { get; init; }
}

/// <summary>Options of a GET.</summary>
public sealed record ReadOptions
{
    /// <summary>The ETag that the caller has: <see cref="Answer{T}.IsUnchanged"/> tells that nothing has changed since.</summary>
    public string? IfNoneMatch { get; init; }
}
