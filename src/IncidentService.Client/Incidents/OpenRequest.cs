namespace IncidentService.Client;

/// <summary>A new incident, with everything that is known about it.</summary>
public sealed record OpenRequest
{
    /// <summary>What it is about, in one line. At most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name for reports and policies, such as price-match. At most 60 characters.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it. At most 60 characters.</summary>
    public string? Team { get; init; }

    /// <summary>The contacts of the customer. At most 20.</summary>
    public IReadOnlyList<ContactRequest>? Contacts { get; init; }

    /// <summary>The identifiers of other systems. At most 50.</summary>
    public IReadOnlyList<ReferenceRequest>? References { get; init; }

    /// <summary>The first message or note.</summary>
    public LineRequest? Message { get; init; }

    /// <summary>Approvals to grant, which needs the scope approve. At most 10,000.</summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>Promises to make. At most 10,000.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>The hand-off to create.</summary>
    public HandoffRequest? Handoff { get; init; }
}
