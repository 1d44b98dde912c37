namespace IncidentService.Client;

/// <summary>A message from or to the customer, or an internal note.</summary>
public sealed record LineRequest
{
    /// <summary>in: from the customer; out: to the customer; internal: a note that the customer does not see.</summary>
    public required Direction Direction { get; init; }

    /// <summary>What was said. At most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Whether a machine wrote it. It does not count as a response, and does not change who has to act next.</summary>
    public bool Automatic { get; init; }

    /// <summary>
    /// How long the customer waited before giving this message, in seconds; only for an incoming message that a person wrote. 0 to 604,800.
    /// </summary>
    public int? WaitSeconds { get; init; }

    /// <summary>Files in other systems. At most 20.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>
    /// Approvals that an outgoing message grants and announces, which needs the scope approve; not for an automatic message. At most
    /// 10,000.
    /// </summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>Promises that an outgoing message makes; not for an automatic message. At most 10,000.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>The hand-off that an outgoing message announces; not for an automatic message.</summary>
    public HandoffRequest? Handoff { get; init; }
}

/// <summary>An attachment in a request.</summary>
public sealed record AttachmentRequest
{
    /// <summary>The address of the file: https.</summary>
    public required Uri Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits. At most 64 characters.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The name of the file. At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type, such as image/jpeg. At most 200 characters.</summary>
    public string? MediaType { get; init; }
}
