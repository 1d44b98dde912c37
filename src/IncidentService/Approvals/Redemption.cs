using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Http;
using IncidentService.Incidents;
using IncidentService.Storage;

namespace IncidentService.Approvals;

/// <summary>One use of an approval under the till's own transaction id, as stored. Reversed before it arrived, it was never redeemed and never will be.</summary>
internal sealed class Redemption
{
    public long IncidentId { get; init; }
    public int Approval { get; init; }
    public required string TransactionId { get; init; }
    public string? Item { get; init; }
    public int? Quantity { get; init; }

    /// <summary>In ten-thousandths of the currency.</summary>
    public long? Amount { get; init; }
    public string? Currency { get; init; }
    public Instant? RedeemedAt { get; init; }
    public long? KeyId { get; init; }
    public string? Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }
    public Instant? ReversedAt { get; set; }
    public string? ReversedChannel { get; set; }
    public string? ReversedLocation { get; set; }
    public string? ReversedAgent { get; set; }

    public Occasion? RedeemedBy => RedeemedAt is { } at ? new Occasion(Channel!, at, Location, Agent, TransactionId) : null;

    public Occasion? ReversedBy => ReversedAt is { } at ? new Occasion(ReversedChannel!, at, ReversedLocation, ReversedAgent, TransactionId) : null;

    public void Reverse(Origin origin, Instant now) =>
        (ReversedAt, ReversedChannel, ReversedLocation, ReversedAgent) = (now, origin.Channel, origin.Location, origin.Agent);

    /// <summary>A reversal that came first: it blocks what has not arrived.</summary>
    public static Redemption Blocked(Approval approval, string transaction, Origin origin, Instant now)
    {
        var redemption = new Redemption { IncidentId = approval.IncidentId, Approval = approval.Ordinal, TransactionId = transaction };
        redemption.Reverse(origin, now);
        return redemption;
    }
}

/// <summary>Who did something, where and when.</summary>
internal sealed record Occasion(string Channel, Instant At, string? Location = null, string? Agent = null, string? Transaction = null)
{
    /// <summary>For people: in store (store-12) by Lee at 2026-11-21T09:30:00.000000Z, transaction 4711.</summary>
    public override string ToString() => string.Concat(
        $"in {Channel}", Location is null ? "" : $" ({Location})", Agent is null ? "" : $" by {Agent}", $" at {At}",
        Transaction is null ? "" : $", transaction {Transaction}");
}

/// <summary>
/// What the till is about to honour. Fields that are not given are taken from the approval; fields that are given must fit it.
/// </summary>
internal sealed record RedemptionRequest : IRequest<GivenRedemption>
{
    /// <summary>The item that is sold, refunded or replaced.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>
    /// For a price match, the price charged for one piece. Otherwise the amount given away. The default for a partial approval is all that
    /// is left.
    /// </summary>
    public MoneyRequest? Money { get; init; }

    public GivenRedemption ToInput(RequestContext request, Faults faults) => new(
        RedemptionEndpoints.TransactionIn(request.Http, faults) ?? "",
        faults.Wording("item", Item, Limits.Line),
        faults.Range("quantity", Quantity, 1, Limits.Quantity),
        Money?.Read("money", faults));
}

/// <summary>Why a redemption is reversed.</summary>
internal sealed record ReversalRequest : IRequest<GivenReversal>
{
    /// <summary>The reason. It becomes the text of the line that records the reversal.</summary>
    public string? Reason { get; init; }

    public GivenReversal ToInput(RequestContext request, Faults faults)
    {
        var reason = faults.Wording("reason", Reason, Limits.Line);
        return new GivenReversal(RedemptionEndpoints.TransactionIn(request.Http, faults) ?? "", reason);
    }
}

/// <summary>A reversal request, read.</summary>
internal sealed record GivenReversal(string Transaction, string? Reason);

/// <summary>One redemption of an approval. All values are stored, so a repeated redemption gets an identical response.</summary>
internal sealed record RedemptionView
{
    /// <summary>The incident of the approval. Together with approval and transaction it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public int Approval { get; init; }

    /// <summary>The till's transaction id.</summary>
    public required string Transaction { get; init; }
    public string? Item { get; init; }
    public int? Quantity { get; init; }
    public Money? Money { get; init; }

    /// <summary>Who redeemed it; absent if the reversal arrived first, which prevents the redemption.</summary>
    public Occasion? RedeemedBy { get; init; }

    /// <summary>Who reversed it; absent if it was not reversed.</summary>
    public Occasion? ReversedBy { get; init; }

    public static RedemptionView Of(Redemption redemption, IncidentNumber number) => new()
    {
        Number = number,
        Approval = redemption.Approval,
        Transaction = redemption.TransactionId,
        Item = redemption.Item,
        Quantity = redemption.Quantity,
        Money = Money.Of(redemption.Amount, redemption.Currency),
        RedeemedBy = redemption.RedeemedBy,
        ReversedBy = redemption.ReversedBy,
    };
}
