using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What a till or a rep may honour: checked and used up by redeeming it.</summary>
public sealed record Approval : Received
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>price-match, refund, replacement, discount or waiver.</summary>
    public required ApprovalType Type { get; init; }

    /// <summary>What it is for, as the shop calls it.</summary>
    public string? Item { get; init; }

    /// <summary>How many pieces each time.</summary>
    public int? Quantity { get; init; }

    /// <summary>Of a price match the price of one piece; of anything else what may be given away in all.</summary>
    public Money? Money { get; init; }

    /// <summary>May be redeemed bit by bit until the amount is used up.</summary>
    public required bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; absent where only the amount limits it.</summary>
    public int? Uses { get; init; }

    /// <summary>How many times it has been, without what was reversed.</summary>
    public required int Used { get; init; }

    /// <summary>How much of the money has been used, where it is redeemed bit by bit.</summary>
    public Money? UsedMoney { get; init; }

    /// <summary>It may be redeemed from this time on.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>It may be redeemed before this time; absent where it never expires.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; empty for any.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; empty for any.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>The person that granted it, as the caller asserted.</summary>
    public string? GrantedBy { get; init; }

    /// <summary>The channel that granted it.</summary>
    public required Channel GrantedIn { get; init; }

    /// <summary>When it was revoked; absent while it stands.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>What else was said about it.</summary>
    public string? Note { get; init; }
}
