namespace IncidentService.Client;

/// <summary>The place and person of one change. Values that are omitted are taken from the client's options.</summary>
public record CallOptions
{
    /// <summary>The channel, if the key serves several.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The team, if the key serves several.</summary>
    public string? Team { get; init; }

    /// <summary>The store or site, if the key serves several.</summary>
    public string? Location { get; init; }

    /// <summary>The person who acts; recorded as asserted. Printable ASCII, at most 200 characters.</summary>
    public string? Agent { get; init; }
}

/// <summary>Options of a POST.</summary>
public sealed record PostOptions : CallOptions
{
    /// <summary>
    /// The key under which this request is carried out once, however often it is sent; 1 to 255 printable ASCII characters. By default each
    /// call gets a new key, which its retries share. Provide your own key, such as a ticket id, so that other processes can repeat the
    /// request safely.
    /// </summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Options of a PUT, PATCH or DELETE, which are idempotent themselves.</summary>
public sealed record ChangeOptions : CallOptions
{
    /// <summary>
    /// The ETag that the incident must still have; otherwise the call fails with 412 <see cref="ProblemKind.PreconditionFailed"/>. Such a
    /// call is not retried after a lost response, because a repeat of a successful change would fail.
    /// </summary>
    public string? IfMatch { get; init; }
}

/// <summary>Options of a GET.</summary>
public sealed record ReadOptions
{
    /// <summary>The ETag that the caller has. If nothing has changed since, <see cref="Answer{T}.IsUnchanged"/> is true.</summary>
    public string? IfNoneMatch { get; init; }
}
