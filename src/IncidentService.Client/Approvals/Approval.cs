using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An approval: what a till or a rep may honour. Redeeming it checks it and uses it up.</summary>
public sealed record Approval : Received
{
    /// <summary>The incident that it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>price-match, refund, replacement, discount or waiver.</summary>
    public required ApprovalType Type { get; init; }

    /// <summary>The item as the shop names it.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces per redemption.</summary>
    public int? Quantity { get; init; }

    /// <summary>For a price match, the price of one piece. Otherwise the amount that may be given away in total.</summary>
    public Money? Money { get; init; }

    /// <summary>Whether it may be redeemed in parts until the money is used up.</summary>
    public required bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; absent if only the money limits it.</summary>
    public int? Uses { get; init; }

    /// <summary>How many times it was redeemed, without reversed redemptions.</summary>
    public required int Used { get; init; }

    /// <summary>How much of the money is used, if it is redeemed in parts.</summary>
    public Money? UsedMoney { get; init; }

    /// <summary>It may be redeemed from this time on.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>It may be redeemed before this time; absent if it never expires.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; empty if any may.</summary>
    public required IReadOnlyList<Channel> Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; empty if any may.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    /// <summary>When it was granted.</summary>
    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>The person who granted it, as asserted by the caller.</summary>
    public string? GrantedBy { get; init; }

    /// <summary>The channel that granted it.</summary>
    public required Channel GrantedIn { get; init; }

    /// <summary>When it was revoked; absent if it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Further conditions that people have to check.</summary>
    public string? Note { get; init; }
}
