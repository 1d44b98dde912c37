using System.Text;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Parameters;
using IncidentService.Http.Requests;

namespace IncidentService.Approvals.Redemptions;

/// <summary>
/// One use of an approval under the till's transaction id, as stored. If the reversal arrives first, it was never redeemed and never will
/// be.
/// </summary>
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

    public Occasion? ReversedBy =>
        ReversedAt is { } at ? new Occasion(ReversedChannel!, at, ReversedLocation, ReversedAgent, TransactionId) : null;

    public void Reverse(Origin origin, Instant now) =>
        (ReversedAt, ReversedChannel, ReversedLocation, ReversedAgent) = (now, origin.Channel, origin.Location, origin.Agent);

    /// <summary>Creates the record of a reversal that arrives before its redemption. It blocks that redemption.</summary>
    public static Redemption CreateReversedInAdvance(Approval approval, string transaction, Origin origin, Instant now)
    {
        var redemption = new Redemption { IncidentId = approval.IncidentId, Approval = approval.Ordinal, TransactionId = transaction };
        redemption.Reverse(origin, now);
        return redemption;
    }
}

/// <summary>
/// What the till is about to honour. Fields that are not given are taken from the approval; fields that are given must fit it.
/// </summary>
internal sealed record RedemptionRequest : IRequest<RedemptionInput>
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

    public RedemptionInput ToInput(RequestContext context, ValidationErrors errors) => new(
        PathTransaction.Parse(context.Http, errors) ?? "",
        errors.ParseMaskedLine("item", Item, Limits.Line),
        errors.ValidateRange("quantity", Quantity, 1, Limits.Quantity),
        Money?.ValidateForRepeat("money", errors));
}

/// <summary>The till's transaction id in a URL.</summary>
internal static class PathTransaction
{
    private const int PlaceOfTransaction = 7; // "", v1, incidents, number, approvals, approval, redemptions, transaction

    /// <summary>
    /// Parses it from the raw path, because it may contain slashes. It is compared in NFKC form,
    /// case-sensitively.
    /// </summary>
    public static string? Parse(HttpContext http, ValidationErrors errors)
    {
        if (RawPath.ParseSegment(http, "transaction", PlaceOfTransaction, isRest: false, errors) is not { } text) return null;
        var line = errors.ParseLine("transaction", text, Limits.Line, required: true);
        return line is null ? null : errors.ParseLine("transaction", line.Normalize(NormalizationForm.FormKC), Limits.Line, required: true);
    }
}

/// <summary>Why a redemption is reversed.</summary>
internal sealed record ReversalRequest : IRequest<ReversalInput>
{
    /// <summary>The reason. It becomes the text of the line that records the reversal.</summary>
    public string? Reason { get; init; }

    public ReversalInput ToInput(RequestContext context, ValidationErrors errors)
    {
        var reason = errors.ParseMaskedLine("reason", Reason, Limits.Line);
        return new ReversalInput(PathTransaction.Parse(context.Http, errors) ?? "", reason);
    }
}

/// <summary>A validated reversal request.</summary>
internal sealed record ReversalInput(string Transaction, string? Reason);

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

    public static RedemptionView From(Redemption redemption, IncidentNumber number) => new()
    {
        Number = number,
        Approval = redemption.Approval,
        Transaction = redemption.TransactionId,
        Item = redemption.Item,
        Quantity = redemption.Quantity,
        Money = Money.From(redemption.Amount, redemption.Currency),
        RedeemedBy = redemption.RedeemedBy,
        ReversedBy = redemption.ReversedBy,
    };
}
