namespace IncidentService.Client;

/// <summary>All approvals of an incident and of those merged into it, oldest first.</summary>
public sealed record ApprovalList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<Approval> Items { get; init; }
}
