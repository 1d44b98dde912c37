using System.Globalization;
using IncidentNumbers;
using IncidentService.Approvals;
using IncidentService.Common;
using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.Incidents.Merging;
using IncidentService.Promises;
using IncidentService.References;
using IncidentService.Timeline;

namespace IncidentService.Incidents.Cards;

/// <summary>Everything that a card shows, read in one snapshot.</summary>
internal sealed record CardParts(
    Incident Incident, MergeGroup Group, IReadOnlyList<Contact> Contacts, IReadOnlyList<Reference> References,
    IReadOnlyList<TimelineEvent> Lines)
{
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>The promises that nobody has answered for yet.</summary>
    public IReadOnlyList<Promise> Promises { get; init; } = [];

    /// <summary>The open hand-offs.</summary>
    public IReadOnlyList<Handoff> Handoffs { get; init; } = [];
}

/// <summary>The incident of a number after merges, and its current version: enough to use a card that was read before.</summary>
internal class IncidentVersion
{
    public long Id { get; init; }
    public long Version { get; init; }
    public IncidentNumber Number { get; init; }

    /// <summary>The incident that it was merged into.</summary>
    public long? SurvivorId { get; init; }

    public string Tag => TagOf(Number, Version);

    public static string TagOf(IncidentNumber number, long version) => $"\"{number}.{version}\"";

    /// <summary>The version that a tag of this incident names; 0 if it is no such tag.</summary>
    public static long VersionIn(string tag, IncidentNumber number) =>
        tag.StartsWith($"\"{number}.", StringComparison.Ordinal) && tag.EndsWith('"')
        && long.TryParse(tag.AsSpan()[(tag.IndexOf('.') + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;

    public static IncidentVersion Of(Incident incident) =>
        new() { Id = incident.Id, Version = incident.Version, Number = incident.Number };

    public bool IsOf(Incident incident) => incident.Id == Id && incident.Version == Version;
}

/// <summary>What lookups need to know of an incident that they found.</summary>
internal interface IFoundIncident
{
    long Id { get; }
    IncidentNumber Number { get; }

    /// <summary>The requested number, if its incident was merged into this one.</summary>
    IncidentNumber? AskedFor { get; }
    string State { get; }
    string WaitingOn { get; }
    Instant UpdatedAt { get; }
    Instant? ErasedAt { get; }
}
