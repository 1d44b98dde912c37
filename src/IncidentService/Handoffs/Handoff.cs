using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

internal static class HandoffStates
{
    public const string Open = "open";
    public const string Accepted = "accepted";
    public const string Withdrawn = "withdrawn";
    public static readonly IReadOnlyList<string> All = [Open, Accepted, Withdrawn];
}

/// <summary>A hand-off as stored. The reason, and what the customer was told, are the texts of its lines in the timeline.</summary>
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

    /// <summary>When the receiver should have accepted it; null if its channel has no limit.</summary>
    public Instant? DueAt { get; init; }
    public Instant? OverdueAt { get; set; }

    /// <summary>When the customer reached the receiver.</summary>
    public Instant? ArrivedAt { get; set; }
    public Instant? SettledAt { get; set; }
    public string? SettledAgent { get; set; }

    /// <summary>The text of the line that records the hand-off, loaded with it.</summary>
    public string? Reason { get; init; }
    public string? Told { get; init; }

    /// <summary>The feed position of the line that records the hand-off. Loaded only in an incident's list.</summary>
    public long? Position { get; init; }

    /// <summary>Whether this is the receiver: the whole channel, or the named team.</summary>
    public bool IsTo(string? channel, string? team) => ToChannel == channel && (ToTeam is null || ToTeam == team);

    /// <summary>Whether the caller is the receiver. A caller that sent no team may accept if its key serves the receiving team.</summary>
    public bool MayBeAcceptedBy(Caller? caller, Origin origin) =>
        IsTo(origin.Channel, origin.Team)
        || (caller is not null
            && origin is { Team: null }
            && ToChannel == origin.Channel
            && (caller.Teams.Contains(ToTeam) || caller.Teams.Contains(ApiKey.Any)));

    /// <summary>
    /// Whether a customer who was seen there at this time has reached the receiver. A missing team matches; another team does not.
    /// </summary>
    public bool Expects(Origin there, Instant at) =>
        ArrivedAt is null && RequestedAt <= at && (IsTo(there.Channel, there.Team) || (there.Team is null && ToChannel == there.Channel));

    /// <summary>The facts that every event of the hand-off has; the number is that of the incident that it belongs to.</summary>
    public Facts CreateFacts(IncidentNumber number) => new() { Number = number.ToString(), Handoff = Ordinal };

    /// <summary>Sets the final state, with the time and agent of this line.</summary>
    public void Settle(string state, TimelineEvent line) =>
        (State, SettledAt, SettledAgent) = (state, line.OccurredAt, line.Agent);

    /// <summary>
    /// Accepts the hand-off if one of these lines is work by its receiver, and appends the event to the incident. True if it was accepted.
    /// </summary>
    public bool TryAcceptBy(IReadOnlyList<TimelineEvent> work, Incident incident, IncidentNumber number, Instant now)
    {
        if (work.FirstOrDefault(line => IsTo(line.Channel, line.Team)) is not { } line) return false;
        Settle(HandoffStates.Accepted, incident.Append(EventTypes.HandoffAccepted, line.Origin, now, CreateFacts(number)));
        return true;
    }

    public bool IsDue(Instant now) => State == HandoffStates.Open && OverdueAt is null && DueAt <= now;
}

/// <summary>Selects the open hand-offs to list.</summary>
internal sealed record HandoffFilter(IReadOnlyList<string> Channels, string? Team, bool? Overdue)
{
    /// <summary>The last hand-off of the previous page.</summary>
    public (long RequestedAt, long IncidentId, long Ordinal) Behind { get; init; }

    /// <summary>Identifies the filter in cursors.</summary>
    public string CursorScope => $"handoffs\n{string.Join(' ', Channels)}\n{Team}\n{Overdue}";
}

/// <summary>An open hand-off, the number of its incident, and the incident itself or the one it was merged into.</summary>
internal sealed record WaitingHandoff(Handoff Handoff, IncidentNumber Number, Incident Incident);
