using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Keys;

namespace IncidentService.Approvals;

/// <summary>An approval as stored: what a till or a rep may honour.</summary>
internal sealed class Approval
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public required string Type { get; init; }
    public string? Item { get; init; }
    public int? Quantity { get; init; }

    /// <summary>In ten-thousandths of the currency.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }

    /// <summary>Whether it may be redeemed in parts until the money is used up.</summary>
    public bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; null if only the amount limits it.</summary>
    public int? Uses { get; init; }
    public int Used { get; set; }
    public long UsedAmount { get; set; }
    public Instant ValidFrom { get; init; }
    public Instant? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it, separated by spaces; empty if any may.</summary>
    public string Channels { get; init; } = "";
    public string Locations { get; init; } = "";
    public Instant GrantedAt { get; init; }
    public long KeyId { get; init; }
    public string? Agent { get; init; }
    public required string Channel { get; init; }
    public int Sequence { get; init; }
    public long? AnnouncedId { get; set; }
    public int? AnnouncedBy { get; set; }
    public Instant? RevokedAt { get; set; }
    public string? RevokedChannel { get; set; }
    public string? RevokedAgent { get; set; }

    /// <summary>
    /// The conditions that people have to check: the text of the approval's line in the timeline, loaded with the approval.
    /// </summary>
    public string? Note { get; init; }

    /// <summary>The money that is left, for an approval that is redeemed in parts.</summary>
    public long Left => Amount is { } amount ? amount - UsedAmount : 0;

    public string[] ChannelList => ApiKey.List(Channels);

    public string[] LocationList => ApiKey.List(Locations);

    public Occasion? RevokedBy => RevokedAt is { } at ? new Occasion(RevokedChannel!, at, Agent: RevokedAgent) : null;

    public bool IsExhausted => (Uses is { } uses && Used >= uses) || (Partial && UsedAmount >= Amount);

    /// <summary>Whether something is left to redeem. The validity period is checked when it is redeemed.</summary>
    public bool IsOpen => RevokedAt is null && !IsExhausted;

    public void Revoke(Origin origin, Instant now) => (RevokedAt, RevokedChannel, RevokedAgent) = (now, origin.Channel, origin.Agent);
}
