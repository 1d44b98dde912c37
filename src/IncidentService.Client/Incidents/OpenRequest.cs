namespace IncidentService.Client;

/// <summary>A new incident, with everything that is known of it.</summary>
public sealed record OpenRequest
{
    /// <summary>What it is about, in one line. At most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name that reports and policies go by, such as price-match. At most 60 characters.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it. At most 60 characters.</summary>
    public string? Team { get; init; }

    /// <summary>How the customer is known. At most 20.</summary>
    public IReadOnlyList<ContactRequest>? Contacts { get; init; }

    /// <summary>What other systems call it. At most 50.</summary>
    public IReadOnlyList<ReferenceRequest>? References { get; init; }

    /// <summary>The first message or note.</summary>
    public LineRequest? Message { get; init; }

    /// <summary>Approvals to grant, which needs the scope approve. At most 10,000.</summary>
    public IReadOnlyList<ApprovalRequest>? Approvals { get; init; }

    /// <summary>What is promised. At most 10,000.</summary>
    public IReadOnlyList<PromiseRequest>? Promises { get; init; }

    /// <summary>Who is to take over.</summary>
    public HandoffRequest? Handoff { get; init; }
}
