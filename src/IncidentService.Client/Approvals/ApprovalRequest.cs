namespace IncidentService.Client;

/// <summary>An approval to be granted: what a till or a rep may honour.</summary>
public sealed record ApprovalRequest
{
    /// <summary>price-match and discount need money; refund needs money or an item; replacement needs an item.</summary>
    public required ApprovalType Type { get; init; }

    /// <summary>The item as the shop names it; any item by default. At most 200 characters.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces per redemption; 1 by default, for an item or a price match. 1 to 1,000,000.</summary>
    public int? Quantity { get; init; }

    /// <summary>
    /// For a price match, the price of one piece. Otherwise the amount that may be given away per redemption, or in total if Partial is
    /// true.
    /// </summary>
    public Money? Money { get; init; }

    /// <summary>Whether a refund, discount or waiver may be redeemed in parts until the money is used up.</summary>
    public bool Partial { get; init; }

    /// <summary>
    /// How many times it may be redeemed. The default is once, or until the money is used up if Partial is true. 1 to 1,000.
    /// </summary>
    public int? Uses { get; init; }

    /// <summary>It may be redeemed from this time on; immediately by default.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>
    /// It may be redeemed before this time, which is in the future and later than ValidFrom; it never expires by default.
    /// </summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; any by default. At most 6.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; any by default. At most 50.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>Further conditions that people have to check. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Why an approval is revoked.</summary>
public sealed record RevocationRequest
{
    /// <summary>The reason. It becomes the text of the line that records the revocation. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
