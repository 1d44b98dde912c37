using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Timeline;
using IncidentService.Tracking.Access;

namespace IncidentService.Tracking.Views;

/// <summary>What a customer may do.</summary>
internal static class CustomerActions
{
    public const string Confirm = "confirm";
    public const string Dispute = "dispute";
    public const string Message = "message";
    public static readonly IReadOnlyList<string> All = [Confirm, Dispute, Message];
}

/// <summary>A problem as its customer sees it: nothing internal, no names of staff, no contacts.</summary>
internal sealed record CustomerIncident
{
    public required IncidentNumber Number { get; init; }

    /// <summary>The number in the form that is shown to people.</summary>
    public required string Formatted { get; init; }
    public string? Subject { get; init; }

    /// <summary>open; resolved: we say that it is solved; closed: the customer says so, or did not object.</summary>
    public required string State { get; init; }

    /// <summary>Who has to act next: us or customer.</summary>
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }
    public required Instant OpenedAt { get; init; }
    public Instant? ResolvedAt { get; init; }

    /// <summary>When it closes by itself if the customer stays silent.</summary>
    public Instant? ClosesAt { get; init; }
    public Instant? ClosedAt { get; init; }
    public string? ClosedBy { get; init; }

    /// <summary>confirm, dispute and message, as far as the state allows them. There is no confirming while a promise is overdue.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>Messages to and from the customer, and what happened to the problem, oldest first; at most the latest 200.</summary>
    public required IReadOnlyList<CustomerLine> Story { get; init; }

    /// <summary>What people promised, by due time. Targets of policies are not promises that anybody told the customer.</summary>
    public required IReadOnlyList<CustomerPromise> Promises { get; init; }

    /// <summary>The approvals that can still be used.</summary>
    public required IReadOnlyList<CustomerApproval> Approvals { get; init; }

    /// <summary>Null if the proof does not cover this incident.</summary>
    public static CustomerIncident? From(CustomerParts parts, Proof proof, Instant now)
    {
        var (incident, group) = (parts.Incident, parts.Group);
        var proven = proof.ProvenIn(group, parts.Contacts);
        if (proven.Count == 0) return null;
        var ownsSurvivor = proven.Contains(incident.Id);
        var number = ownsSurvivor ? incident.Number : group.NumberOf(group.Ids.First(proven.Contains));
        var lines = parts.Lines.Where(line => proven.Contains(line.IncidentId)).ToList();
        return new CustomerIncident
        {
            Number = number,
            Formatted = number.Formatted,
            Subject = ownsSurvivor ? incident.Subject : null,
            State = incident.State,
            WaitingOn = incident.WaitingOn,
            WaitingSince = incident.WaitingSince,
            OpenedAt = ownsSurvivor || lines.Count == 0 ? incident.OpenedAt : lines[0].OccurredAt,
            ResolvedAt = incident.ResolvedAt,
            ClosesAt = incident.ClosesAt,
            ClosedAt = incident.ClosedAt,
            ClosedBy = incident.ClosedBy,
            Actions = ListActions(parts, now),
            Story = [.. lines.Select(CustomerLine.From).OfType<CustomerLine>()],
            Promises = [.. parts.Promises.Where(promise => proven.Contains(promise.IncidentId)).Select(CustomerPromise.From)
                .OfType<CustomerPromise>()],
            Approvals = [.. parts.Approvals.Where(approval => proven.Contains(approval.IncidentId))
                .Where(approval => approval.IsOpen && (approval.ValidUntil is not { } until || until > now))
                .Select(approval => CustomerApproval.From(approval, group.NumberOf(approval.IncidentId)))],
        };
    }

    private static IReadOnlyList<string> ListActions(CustomerParts parts, Instant now)
    {
        var incident = parts.Incident;
        var isConfirmed = incident.ClosedBy == Resolution.ClosedBy.Customer;
        var owes = parts.Promises.Any(promise => promise.AnsweredAt is null && promise.DueAt <= now);
        return [.. CustomerActions.All.Where(action => action switch
        {
            CustomerActions.Confirm => incident.State != States.Open && !isConfirmed && !owes,
            CustomerActions.Dispute => incident.State != States.Open,
            _ => true,
        })];
    }
}
