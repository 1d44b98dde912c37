using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Keys;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline.Lines;

namespace IncidentService.Incidents.Cards;

/// <summary>How often the customer had to tell the story, and how long they waited for somebody to listen.</summary>
internal sealed record InteractionCount(int Count, int WaitSeconds);

/// <summary>Everything known about an incident in one response. All values are stored; none is computed from the time of reading.</summary>
internal sealed record Card
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }

    /// <summary>The requested number, if its incident was merged into this one.</summary>
    public IncidentNumber? AskedFor { get; init; }
    public required long Version { get; init; }
    public required string State { get; init; }
    public string? Subject { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }

    /// <summary>The channel through which the incident was opened.</summary>
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    /// <summary>The total time in seconds that the customer has waited on us, without the current wait (see waitingSince).</summary>
    public required long WaitedOnUsSeconds { get; init; }

    /// <summary>The last message that a person sent to us.</summary>
    public Instant? LastMessageInAt { get; init; }

    /// <summary>The first message that a person on our side sent.</summary>
    public Instant? FirstResponseAt { get; init; }

    /// <summary>The last message that a person on our side sent.</summary>
    public Instant? LastMessageOutAt { get; init; }

    /// <summary>When we resolved it.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer stays quiet; absent while the quiet period does not run.</summary>
    public Instant? ClosesAt { get; init; }
    public Instant? ClosedAt { get; init; }

    /// <summary>customer, or quiet: the quiet period passed without a word from the customer.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>How often the customer disputed a resolution.</summary>
    public required int Disputes { get; init; }

    /// <summary>How often it was reopened.</summary>
    public required int Reopened { get; init; }

    /// <summary>When personal data was last removed. Data from before that time no longer exists.</summary>
    public Instant? PersonalDataRemovedAt { get; init; }

    /// <summary>The incident whose number the sender quoted, although their contact contradicts it.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The incidents that were merged into this one. Their numbers keep working.</summary>
    public required IReadOnlyList<IncidentNumber> Merged { get; init; }
    public required InteractionCount Interactions { get; init; }

    /// <summary>How often the customer was passed on.</summary>
    public required int HandoffCount { get; init; }
    public required IReadOnlyList<CardContact> Contacts { get; init; }
    public required IReadOnlyList<CardReference> References { get; init; }
    public required IReadOnlyList<ApprovalView> Approvals { get; init; }

    /// <summary>Promises that nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<PromiseView> Promises { get; init; }

    /// <summary>Hand-offs that the receiver has not accepted yet.</summary>
    public required IReadOnlyList<HandoffView> Handoffs { get; init; }

    /// <summary>
    /// The last lines, oldest first, preceded by older lines that told the customer about something that is still open. The whole timeline
    /// has its own address.
    /// </summary>
    public required IReadOnlyList<Line> Timeline { get; init; }

    /// <summary>
    /// The card for the caller who changed the incident. Without the scope read, it has no subject, contacts, references, items or
    /// timeline.
    /// </summary>
    public static Card From(Caller? caller, CardParts parts)
    {
        var card = From(parts);
        return caller?.May(Scopes.Read) == true
            ? card
            : card with { Subject = null, Contacts = [], References = [], Approvals = [], Promises = [], Handoffs = [], Timeline = [] };
    }

    public static Card From(CardParts parts)
    {
        var (incident, group) = (parts.Incident, parts.Group);
        return new Card
        {
            Number = incident.Number,
            Formatted = incident.Number.Formatted,
            AskedFor = incident.AskedFor,
            Version = incident.Version,
            State = incident.State,
            Subject = incident.Subject,
            Category = incident.Category,
            Team = incident.Team,
            Channel = incident.Channel,
            Location = incident.Location,
            OpenedAt = incident.OpenedAt,
            UpdatedAt = incident.UpdatedAt,
            WaitingOn = incident.WaitingOn,
            WaitingSince = incident.WaitingSince,
            WaitedOnUsSeconds = group.WaitedMicros / Instant.MicrosPerSecond,
            LastMessageInAt = incident.LastInAt,
            FirstResponseAt = incident.FirstResponseAt,
            LastMessageOutAt = incident.LastOutAt,
            ResolvedAt = incident.ResolvedAt,
            ClosesAt = incident.ClosesAt,
            ClosedAt = incident.ClosedAt,
            ClosedBy = incident.ClosedBy,
            Disputes = group.Sum(incident.Disputes, member => member.Disputes),
            Reopened = group.Sum(incident.Reopened, member => member.Reopened),
            PersonalDataRemovedAt = incident.ErasedAt,
            Mismatch = incident.MismatchNumber,
            Merged = [.. group.Others.Select(member => member.Number)],
            Interactions = new InteractionCount(
                group.Sum(incident.Interactions, member => member.Interactions),
                group.Sum(incident.WaitSeconds, member => member.WaitSeconds)),
            HandoffCount = group.Sum(incident.LastHandoff, member => member.LastHandoff),
            Contacts = [.. parts.Contacts
                .Where(contact => contact.Value is not null)
                .Select(contact => CardContact.From(contact, group.NumberOf(contact.IncidentId)))],
            References = [.. parts.References.Select(reference => CardReference.From(reference, group.NumberOf(reference.IncidentId)))],
            Approvals = [.. parts.Approvals.Select(approval => ApprovalView.From(approval, group.NumberOf(approval.IncidentId)))],
            Promises = [.. parts.Promises.Select(promise => PromiseView.From(promise, group.NumberOf(promise.IncidentId)))],
            Handoffs = [.. parts.Handoffs.Select(handoff => HandoffView.CreateFrom(handoff, group.NumberOf(handoff.IncidentId)))],
            Timeline = [.. parts.Lines.Select(line => Line.From(line, group.NumberOf(line.IncidentId)))],
        };
    }
}
