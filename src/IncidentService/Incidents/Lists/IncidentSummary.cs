using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Promises;

namespace IncidentService.Incidents.Lists;

/// <summary>An incident in a list.</summary>
internal sealed record IncidentSummary
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public required string State { get; init; }
    public string? Subject { get; init; }
    public string? Category { get; init; }
    public string? Team { get; init; }
    public required string Channel { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    public static IncidentSummary From(Incident incident) => new()
    {
        Number = incident.Number,
        Formatted = incident.Number.Formatted,
        State = incident.State,
        Subject = incident.Subject,
        Category = incident.Category,
        Team = incident.Team,
        Channel = incident.Channel,
        OpenedAt = incident.OpenedAt,
        UpdatedAt = incident.UpdatedAt,
        WaitingOn = incident.WaitingOn,
        WaitingSince = incident.WaitingSince,
    };
}

/// <summary>
/// A page of incidents, newest first unless the request asks for another order. `next` is the cursor of the following page and is absent on
/// the last.
/// </summary>
internal sealed record IncidentPage(IReadOnlyList<IncidentSummary> Items, string? Next = null);

/// <summary>What a caller with the scope status may see.</summary>
internal sealed record IncidentStatus
{
    public required IncidentNumber Number { get; init; }
    public required string Formatted { get; init; }
    public IncidentNumber? AskedFor { get; init; }
    public required string State { get; init; }
    public required Instant OpenedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public required string WaitingOn { get; init; }
    public required Instant WaitingSince { get; init; }

    /// <summary>When we resolved it.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>When it closes if the customer stays quiet; absent while the quiet period does not run.</summary>
    public Instant? ClosesAt { get; init; }
    public Instant? ClosedAt { get; init; }

    /// <summary>Promises that nobody has answered for yet, the most urgent first.</summary>
    public required IReadOnlyList<PromiseTimes> Promises { get; init; }

    public static IncidentStatus From(Incident incident, IEnumerable<Promise> promises) => new()
    {
        Number = incident.Number,
        Formatted = incident.Number.Formatted,
        AskedFor = incident.AskedFor,
        State = incident.State,
        OpenedAt = incident.OpenedAt,
        UpdatedAt = incident.UpdatedAt,
        WaitingOn = incident.WaitingOn,
        WaitingSince = incident.WaitingSince,
        ResolvedAt = incident.ResolvedAt,
        ClosesAt = incident.ClosesAt,
        ClosedAt = incident.ClosedAt,
        Promises = [.. promises.Select(PromiseTimes.From)],
    };
}
