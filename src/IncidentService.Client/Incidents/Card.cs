using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Everything known about an incident: stored facts and times, nothing that depends on the time of reading.</summary>
public sealed record Card : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>The requested number, if it was merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; init; }

    /// <summary>Counts the changes of the incident, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name for reports and policies.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    /// <summary>The channel through which the incident was opened.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who has to act next: us or customer.</summary>
    public required Party WaitingOn { get; init; }

    /// <summary>Since when they have to act.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>How long the customer has waited on us, in seconds, without the current wait (WaitingSince).</summary>
    public required long WaitedOnUsSeconds { get; init; }

    /// <summary>When the customer last wrote to us.</summary>
    public DateTimeOffset? LastMessageInAt { get; init; }

    /// <summary>When a member of staff first wrote to the customer.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>When a member of staff last wrote to the customer.</summary>
    public DateTimeOffset? LastMessageOutAt { get; init; }

    /// <summary>When staff resolved it.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer does not reply; absent while it does not close automatically.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>customer, or quiet: the customer did not reply for the quiet period.</summary>
    public ClosedBy? ClosedBy { get; init; }

    /// <summary>How often the customer said that it is not resolved.</summary>
    public required int Disputes { get; init; }

    /// <summary>How often it was opened again.</summary>
    public required int Reopened { get; init; }

    /// <summary>When personal data was last removed. Earlier personal data is gone.</summary>
    public DateTimeOffset? PersonalDataRemovedAt { get; init; }

    /// <summary>The incident whose number was quoted by a sender who is not one of its contacts.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The incidents that were merged into this one. Their numbers keep working.</summary>
    public required IReadOnlyList<IncidentNumber> Merged { get; init; }

    /// <summary>How often the customer had to tell the story.</summary>
    public required InteractionCount Interactions { get; init; }

    /// <summary>How often the customer was handed off.</summary>
    public required int HandoffCount { get; init; }

    /// <summary>The contacts of the customer.</summary>
    public required IReadOnlyList<CardContact> Contacts { get; init; }

    /// <summary>The identifiers of other systems.</summary>
    public required IReadOnlyList<CardReference> References { get; init; }

    /// <summary>The approvals of this incident and of those merged into it.</summary>
    public required IReadOnlyList<Approval> Approvals { get; init; }

    /// <summary>The promises that nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<Promise> Promises { get; init; }

    /// <summary>The hand-offs that the receiver has not accepted yet.</summary>
    public required IReadOnlyList<Handoff> Handoffs { get; init; }

    /// <summary>
    /// The last lines, oldest first, preceded by the lines that told the customer about items that are still open. The full timeline has
    /// its own address.
    /// </summary>
    public required IReadOnlyList<Line> Timeline { get; init; }
}
