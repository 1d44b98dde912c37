using IncidentNumbers;
using IncidentService.Incidents;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Handoffs;

/// <summary>Where a hand-off comes from or goes to.</summary>
internal sealed record Place(string Channel, string? Team = null, string? Location = null);

/// <summary>A customer's problem on its way from one channel or team to another.</summary>
internal sealed record HandoffView
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The hand-off's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>open, accepted or withdrawn.</summary>
    public required string State { get; init; }
    public required Place From { get; init; }
    public required Place To { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What the customer was told.</summary>
    public string? Told { get; init; }
    public Instant RequestedAt { get; init; }

    /// <summary>The person that handed over, as the caller asserted.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>By when the receiver should have accepted; absent where its channel has no limit.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When that time had passed.</summary>
    public Instant? OverdueAt { get; init; }

    /// <summary>When the customer turned up at the receiver's.</summary>
    public Instant? ArrivedAt { get; init; }

    /// <summary>When it was accepted or withdrawn.</summary>
    public Instant? SettledAt { get; init; }

    /// <summary>By whom, as the caller asserted.</summary>
    public string? SettledBy { get; init; }

    /// <summary>In the list of what waits to be accepted: the incident that it is about, or lives on in.</summary>
    public IncidentSummary? Incident { get; init; }

    /// <summary>For whoever changed it: without the scope read, what was said is not shown.</summary>
    public static HandoffView For(ChangeContext change, Handoff handoff, IncidentNumber number)
    {
        var view = Of(handoff, number);
        return change.May(Scopes.Read) ? view : view with { Reason = null, Told = null };
    }

    public static HandoffView Of(Handoff handoff, IncidentNumber number) => new()
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
