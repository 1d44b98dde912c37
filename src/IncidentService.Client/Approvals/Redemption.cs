using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>One redemption of an approval. All values are stored, so a repeated redemption gets an identical response.</summary>
public sealed record Redemption : Received
{
    /// <summary>The incident of the approval. Together with approval and transaction it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public required int Approval { get; init; }

    /// <summary>The till's transaction id.</summary>
    public required string Transaction { get; init; }

    /// <summary>The item as the shop names it.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>The money.</summary>
    public Money? Money { get; init; }

    /// <summary>Who redeemed it; absent if the reversal arrived first, which prevents the redemption.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed it; absent if it was not reversed.</summary>
    public Occasion? ReversedBy { get; init; }
}
