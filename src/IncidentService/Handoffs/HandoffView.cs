using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Incidents.Lists;
using IncidentService.Keys;

namespace IncidentService.Handoffs;

/// <summary>Where a hand-off comes from or goes to.</summary>
internal sealed record Place(string Channel, string? Team = null, string? Location = null);

/// <summary>A hand-off of a customer's problem from one channel or team to another.</summary>
internal sealed record HandoffView
{
    /// <summary>The incident it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The hand-off's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>open, accepted or withdrawn.</summary>
    public required string State { get; init; }
    public required Place From { get; init; }
    public required Place To { get; init; }

    /// <summary>The reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What the customer was told.</summary>
    public string? Told { get; init; }
    public Instant RequestedAt { get; init; }

    /// <summary>The person who created the hand-off, as asserted by the caller.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>When the receiver should have accepted it; absent if its channel has no time limit.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it became overdue.</summary>
    public Instant? OverdueAt { get; init; }

    /// <summary>When the customer reached the receiver.</summary>
    public Instant? ArrivedAt { get; init; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>The person who accepted or withdrew it, as asserted by the caller.</summary>
    public string? SettledBy { get; init; }

    /// <summary>The incident of the hand-off, or the one it was merged into. Present in the list of open hand-offs.</summary>
    public IncidentSummary? Incident { get; init; }

    /// <summary>The view for the caller that changes it. The texts are omitted if the key lacks the scope read.</summary>
    public static HandoffView CreateFrom(Caller? caller, Handoff handoff, IncidentNumber number)
    {
        var view = CreateFrom(handoff, number);
        return caller?.May(Scopes.Read) == true ? view : view with { Reason = null, Told = null };
    }

    public static HandoffView CreateFrom(Handoff handoff, IncidentNumber number) => new()
    {
        Number = number,
        Id = handoff.Ordinal,
        State = handoff.State,
        From = new Place(handoff.FromChannel, handoff.FromTeam, handoff.FromLocation),
        To = new Place(handoff.ToChannel, handoff.ToTeam),
        Reason = handoff.Reason,
        Told = handoff.Told,
        RequestedAt = handoff.RequestedAt,
        RequestedBy = handoff.Agent,
        DueAt = handoff.DueAt,
        OverdueAt = handoff.OverdueAt,
        ArrivedAt = handoff.ArrivedAt,
        SettledAt = handoff.SettledAt,
        SettledBy = handoff.SettledAgent,
    };
}

/// <summary>Hand-offs, oldest first.</summary>
internal sealed record HandoffPage(IReadOnlyList<HandoffView> Items, string? Next = null);
