using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One use of an approval: stored facts only, so that a repeated redemption is answered to the byte.</summary>
public sealed record Redemption : Received
{
    /// <summary>The incident of the approval: with approval and transaction, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public required int Approval { get; init; }

    /// <summary>The till's own id of its transaction.</summary>
    public required string Transaction { get; init; }

    /// <summary>The item, as the shop calls it.</summary>
    public string? Item { get; init; }

    /// <summary>How many pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>The money.</summary>
    public Money? Money { get; init; }

    /// <summary>Who redeemed it; absent where the reversal came first: then it never will be.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed it; absent while it stands.</summary>
    public Occasion? ReversedBy { get; init; }
}
