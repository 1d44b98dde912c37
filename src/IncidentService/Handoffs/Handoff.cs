using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Keys;

namespace IncidentService.Handoffs;

internal static class HandoffStates
{
    public const string Open = "open";
    public const string Accepted = "accepted";
    public const string Withdrawn = "withdrawn";
    public static readonly IReadOnlyList<string> All = [Open, Accepted, Withdrawn];
}

/// <summary>A customer's problem on its way from one channel or team to another, as stored. Reason and what the customer was told are texts of their lines.</summary>
internal sealed class Handoff
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public string State { get; set; } = HandoffStates.Open;
    public required string FromChannel { get; init; }
    public string? FromLocation { get; init; }
    public string? FromTeam { get; init; }
    public required string ToChannel { get; init; }
    public string? ToTeam { get; init; }
    public Instant RequestedAt { get; init; }
    public string? Agent { get; init; }
    public int Sequence { get; init; }
    public int? ToldBy { get; init; }

    /// <summary>By when the receiver should have accepted; null where its channel has no limit.</summary>
    public Instant? DueAt { get; init; }
    public Instant? OverdueAt { get; set; }

    /// <summary>When the customer reached the receiver.</summary>
    public Instant? ArrivedAt { get; set; }
    public Instant? SettledAt { get; set; }
    public string? SettledAgent { get; set; }

    /// <summary>Read along: the texts of its lines.</summary>
    public string? Reason { get; init; }
    public string? Told { get; init; }

    /// <summary>Read along in an incident's list: the place in the feed of the line that tells of it.</summary>
    public long? Position { get; init; }

    /// <summary>It goes there: to the whole channel, or to this team of it.</summary>
    public bool IsTo(string? channel, string? team) => ToChannel == channel && (ToTeam is null || ToTeam == team);

    /// <summary>The receiver, also where it has picked no team and serves the receiving one.</summary>
    public bool MayBeAcceptedBy(Caller? caller, Origin origin) =>
        IsTo(origin.Channel, origin.Team)
        || (caller is not null && origin is { Team: null } && ToChannel == origin.Channel && (caller.Teams.Contains(ToTeam) || caller.Teams.Contains(ApiKey.Any)));

    /// <summary>A customer who was there then has arrived at the receiver's. No team need be told; another one is somewhere else.</summary>
    public bool Expects(Origin there, Instant at) =>
        ArrivedAt is null && RequestedAt <= at && (IsTo(there.Channel, there.Team) || (there.Team is null && ToChannel == there.Channel));

    public bool IsDue(Instant now) => State == HandoffStates.Open && OverdueAt is null && DueAt <= now;
}

/// <summary>Which open hand-offs to list.</summary>
internal sealed record HandoffFilter(IReadOnlyList<string> Channels, string? Team, bool? Overdue)
{
    /// <summary>The last one of the page before.</summary>
    public (long RequestedAt, long IncidentId, long Ordinal) Behind { get; init; }

    /// <summary>What a cursor is bound to.</summary>
    public string Mark => $"handoffs\n{string.Join(' ', Channels)}\n{Team}\n{Overdue}";
}

/// <summary>A hand-off that waits to be accepted, the number of its incident, and the incident as it lives on.</summary>
internal sealed record WaitingHandoff(Handoff Handoff, IncidentNumber Number, Incident Incident);
