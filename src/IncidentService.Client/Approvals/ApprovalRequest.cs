namespace IncidentService.Client;

/// <summary>What a till or a rep may honour, as it is granted.</summary>
public sealed record ApprovalRequest
{
    /// <summary>price-match and discount need money, refund money or an item, replacement an item.</summary>
    public required ApprovalType Type { get; init; }

    /// <summary>What it is for, as the shop calls it; any item, when not given. At most 200 characters.</summary>
    public string? Item { get; init; }

    /// <summary>How many pieces each time; 1 of an item or for a price match, when not given. 1 to 1,000,000.</summary>
    public int? Quantity { get; init; }

    /// <summary>Of a price match the price of one piece; of anything else what may be given away each time, or in all where it is partial.</summary>
    public Money? Money { get; init; }

    /// <summary>May be redeemed bit by bit until the money is used up: a refund, discount or waiver.</summary>
    public bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; when not given once, or where it is partial until the money is used up. 1 to 1,000.</summary>
    public int? Uses { get; init; }

    /// <summary>It may be redeemed from this time on; at once, when not given.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>It may be redeemed before this time, which is in the future and later than ValidFrom; for ever, when not given.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; any, when not given. At most 6.</summary>
    public IReadOnlyList<Channel>? Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; any, when not given. At most 50.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>What else was said about it: conditions that people have to check. At most 20,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Why an approval is not to be honoured any more.</summary>
public sealed record RevocationRequest
{
    /// <summary>Why; the text of the line that tells of the revocation. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
