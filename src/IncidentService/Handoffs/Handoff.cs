using IncidentService.Storage;

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

    /// <summary>When the customer turned up at the receiver's.</summary>
    public Instant? ArrivedAt { get; set; }
    public Instant? SettledAt { get; set; }
    public string? SettledAgent { get; set; }

    /// <summary>Read along: the texts of its lines.</summary>
    public string? Reason { get; init; }
    public string? Told { get; init; }
}
