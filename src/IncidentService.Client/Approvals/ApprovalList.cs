namespace IncidentService.Client;

/// <summary>Every approval of an incident and of those that were merged into it, oldest first.</summary>
public sealed record ApprovalList : Received
{
    /// <summary>The items.</summary>
    public required IReadOnlyList<Approval> Items { get; init; }
}
