namespace IncidentService.Client;

/// <summary>What the till is about to honour. What is not given is taken as granted; what is given must fit the approval.</summary>
public sealed record RedemptionRequest
{
    /// <summary>The item that is sold, refunded or replaced. At most 200 characters.</summary>
    public string? Item { get; init; }

    /// <summary>How many pieces. 1 to 1,000,000.</summary>
    public int? Quantity { get; init; }

    /// <summary>For a price match the price charged for one piece; else what is given away. All that is left of a partial approval, when not given.</summary>
    public Money? Money { get; init; }
}

/// <summary>Why a redemption is taken back.</summary>
public sealed record ReversalRequest
{
    /// <summary>Why; the text of the line that tells of the reversal. At most 200 characters.</summary>
    public string? Reason { get; init; }
}
