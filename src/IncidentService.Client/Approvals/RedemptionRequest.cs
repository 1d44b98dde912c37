namespace IncidentService.Client;

/// <summary>
/// What the till is about to honour. Values that are omitted are taken from the approval; values that are given must fit it.
/// </summary>
public sealed record RedemptionRequest
{
    /// <summary>The item that is sold, refunded or replaced. At most 200 characters.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces. 1 to 1,000,000.</summary>
    public int? Quantity { get; init; }

    /// <summary>
    /// For a price match, the price charged for one piece. Otherwise the amount given away. The default for a partial approval is all that
    /// is left.
    /// </summary>
    public Money? Money { get; init; }
}

/// <summary>Why a redemption is reversed.</summary>
public sealed record ReversalRequest
{
    /// <summary>The reason. It becomes the text of the line that records the reversal. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
