using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.Promises;
using IncidentService.Timeline;

namespace IncidentService.Tracking.Views;

/// <summary>The data of a merge group from which a customer's view is built.</summary>
internal sealed record CustomerParts(
    Incident Incident, MergeGroup Group, IReadOnlyList<Contact> Contacts, IReadOnlyList<Approval> Approvals,
    IReadOnlyList<Promise> Promises)
{
    public required IReadOnlyList<TimelineEvent> Lines { get; init; }
}

/// <summary>An incident with a given contact, and its survivor.</summary>
internal sealed class ContactIncident
{
    public long Id { get; init; }
    public IncidentNumber Number { get; init; }
    public Instant OpenedAt { get; init; }
    public string? Subject { get; init; }

    /// <summary>The survivor; the incident itself if it was not merged.</summary>
    public long SurvivorId { get; init; }
    public required string State { get; init; }
    public required string WaitingOn { get; init; }
}
