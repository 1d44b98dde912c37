namespace IncidentService.Client;

/// <summary>A message from or to the customer, or an internal note.</summary>
public sealed record LineRequest
{
    /// <summary>in: from the customer; out: to the customer; internal: a note that the customer does not see.</summary>
    public required Direction Direction { get; init; }

    /// <summary>What was said. At most 20,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Written by a machine: counts as no answer and moves nobody's turn.</summary>
    public bool Automatic { get; init; }

    /// <summary>How long the customer waited before this message could be given, in seconds; only of a message in that a person wrote. 0 to 604,800.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>Files that other systems keep. At most 20.</summary>
    public IReadOnlyList<AttachmentRequest>? Attachments { get; init; }

    /// <summary>Approvals that a message out, not an automatic one, tells of: they are granted, which needs the scope approve. At most 10,000.</summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>Promises that a message out makes; not an automatic one. At most 10,000.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>Who a message out, not an automatic one, says will take over.</summary>
    public HandoffRequest? Handoff { get; init; }
}

/// <summary>An attachment as a caller gives it.</summary>
public sealed record AttachmentRequest
{
    /// <summary>Where the file is: https.</summary>
    public required Uri Url { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits. At most 64 characters.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the file is called. At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Its media type, such as image/jpeg. At most 200 characters.</summary>
    public string? MediaType { get; init; }
}
