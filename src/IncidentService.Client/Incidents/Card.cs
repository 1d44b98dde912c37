using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Everything known of an incident in one answer: stored facts and instants, nothing computed from the time of reading.</summary>
public sealed record Card : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as it is printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>The number that was asked for, where that one was merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; init; }

    /// <summary>Counts the changes of the incident, from 1.</summary>
    public required long Version { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>What it is about, in one line.</summary>
    public string? Subject { get; init; }

    /// <summary>A short name that reports and policies go by.</summary>
    public string? Category { get; init; }

    /// <summary>The team that works on it.</summary>
    public string? Team { get; init; }

    /// <summary>The channel through which the incident was opened.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who has to move next: us or customer.</summary>
    public required Party WaitingOn { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset WaitingSince { get; init; }

    /// <summary>How long the customer has waited on us, in seconds, without the wait that still runs (waitingSince).</summary>
    public required long WaitedOnUsSeconds { get; init; }

    /// <summary>When the customer last wrote to us.</summary>
    public DateTimeOffset? LastMessageInAt { get; init; }

    /// <summary>When a person of ours first wrote to the customer.</summary>
    public DateTimeOffset? FirstResponseAt { get; init; }

    /// <summary>When a person of ours last wrote to the customer.</summary>
    public DateTimeOffset? LastMessageOutAt { get; init; }

    /// <summary>When we said that it is resolved.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer keeps quiet; absent while that clock stands.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>customer, or quiet: nothing was heard of them for the quiet period.</summary>
    public ClosedBy? ClosedBy { get; init; }

    /// <summary>How often the customer has said that it is not resolved.</summary>
    public required int Disputes { get; init; }

    /// <summary>How often it was opened again.</summary>
    public required int Reopened { get; init; }

    /// <summary>When personal data was removed, last. What came before is gone.</summary>
    public DateTimeOffset? PersonalDataRemovedAt { get; init; }

    /// <summary>The incident whose number was quoted by a sender whom it does not know.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The incidents that were merged into this one. Their numbers keep working.</summary>
    public required IReadOnlyList<IncidentNumber> Merged { get; init; }

    /// <summary>How often the customer had to tell the story.</summary>
    public required InteractionCount Interactions { get; init; }

    /// <summary>How often the customer was passed on.</summary>
    public required int HandoffCount { get; init; }

    /// <summary>How the customer is known here.</summary>
    public required IReadOnlyList<CardContact> Contacts { get; init; }

    /// <summary>What other systems call it.</summary>
    public required IReadOnlyList<CardReference> References { get; init; }

    /// <summary>What tills and reps may honour, of this incident and of those merged into it.</summary>
    public required IReadOnlyList<Approval> Approvals { get; init; }

    /// <summary>Those that nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<Promise> Promises { get; init; }

    /// <summary>Those that the receiver has not accepted yet.</summary>
    public required IReadOnlyList<Handoff> Handoffs { get; init; }

    /// <summary>
    /// The last lines, oldest first, and before them those that told the customer of what is still open; the whole timeline has an address of its own.
    /// </summary>
    public required IReadOnlyList<Line> Timeline { get; init; }
}
