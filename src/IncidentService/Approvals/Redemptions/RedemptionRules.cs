using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Text;

namespace IncidentService.Approvals.Redemptions;

/// <summary>A validated redemption request: checks whether it is allowed, and creates the redemption.</summary>
internal sealed record RedemptionInput(string Transaction, string? Item, int? Quantity, MoneyInput? Money)
{
    private const int MostNamed = 5;

    /// <summary>
    /// Checks a repeated transaction id; null if the first response is repeated. The same id from another till is not a repeat.
    /// </summary>
    public Problem? ValidateRepeat(Redemption known, Origin origin)
    {
        if (known.RedeemedBy is not { } redeemed)
            return Problem.From(Problems.RedemptionReversed, $"Reversed before it arrived, {known.ReversedBy}.")
                with { ReversedBy = known.ReversedBy };
        if (!IsRepeatOf(known, origin))
            return Problem.From(Problems.RedemptionDiffers, $"Redeemed {redeemed}.") with { RedeemedBy = redeemed };
        return known.ReversedBy is { } reversed
            ? Problem.From(Problems.RedemptionReversed, $"Reversed {reversed}.") with { RedeemedBy = redeemed, ReversedBy = reversed }
            : null;
    }

    /// <summary>
    /// Null if this caller may redeem something of the approval, here and now. For an approval that is used up, last is its last
    /// redemption.
    /// </summary>
    public static Problem? ValidateApproval(Approval approval, Redemption? last, Origin origin, Instant now)
    {
        if (IsOwn(approval, origin)) return Problem.From(Problems.OwnGrant);
        if (approval.RevokedBy is { } revoked)
            return Problem.From(Problems.ApprovalRevoked, $"Revoked {revoked}.") with { RevokedBy = revoked };
        if (ValidatePlace(approval, origin) is { } elsewhere) return elsewhere;
        if (now < approval.ValidFrom)
            return Problem.From(Problems.ApprovalNotYetValid, $"It is valid from {approval.ValidFrom}.")
                with { ValidFrom = approval.ValidFrom };
        if (now >= approval.ValidUntil)
            return Problem.From(Problems.ApprovalExpired, $"It was valid until {approval.ValidUntil}.")
                with { ValidUntil = approval.ValidUntil };
        return approval.IsExhausted
            ? Problem.From(Problems.ApprovalExhausted, $"Redeemed {last?.RedeemedBy}.") with { RedeemedBy = last?.RedeemedBy }
            : null;
    }

    /// <summary>Null if item, quantity and money equal those of the approval, or are within them for a partial approval.</summary>
    public Problem? ValidateTerms(Approval approval)
    {
        var misfits = new List<FieldFault>();
        if (Item is not null && approval.Item is { } item && !FoldedText.AreEqual(Item, item))
            misfits.Add(new FieldFault("item", "is not the one that was granted"));
        if (Quantity is { } pieces && approval.Quantity is { } granted && (approval.Partial ? pieces > granted : pieces != granted))
            misfits.Add(new FieldFault("quantity", $"must be {granted}{(approval.Partial ? " at most" : "")}"));
        if (Money is not null) misfits.AddRange(MoneyErrors(Money, approval));
        if (misfits.Count == 0) return null;
        var left = approval.Partial ? Common.Money.From(approval.Left, approval.Currency) : null;
        return Problem.From(Problems.DoesNotFit, $"{misfits[0].Field}: {misfits[0].Message}") with { Errors = misfits, Left = left };
    }

    /// <summary>Creates the redemption. Values that the request omits come from the approval.</summary>
    public Redemption CreateRedemption(Approval approval, Origin origin, Instant now) => new()
    {
        IncidentId = approval.IncidentId,
        Approval = approval.Ordinal,
        TransactionId = Transaction,
        Item = approval.Item ?? Item,
        Quantity = Quantity ?? approval.Quantity,
        Amount = Money?.Amount ?? (approval.Partial ? approval.Left : approval.Amount),
        Currency = approval.Currency,
        RedeemedAt = now,
        KeyId = origin.KeyId,
        Channel = origin.Channel,
        Location = origin.Location,
        Agent = origin.Agent,
    };

    private bool IsRepeatOf(Redemption known, Origin origin) =>
        (known.KeyId, known.Channel, known.Location) == (origin.KeyId, origin.Channel, origin.Location)
        && (Item is null || (known.Item is not null && FoldedText.AreEqual(Item, known.Item)))
        && (Quantity is null || Quantity == known.Quantity)
        && (Money is null || (Money.Amount == known.Amount && Money.Currency == known.Currency));

    /// <summary>Whether the same key granted it, or the same person if both are named.</summary>
    private static bool IsOwn(Approval approval, Origin origin) =>
        approval.KeyId == origin.KeyId
            || (approval.Agent is not null && origin.Agent is not null && FoldedText.AreEqual(approval.Agent, origin.Agent));

    private static Problem? ValidatePlace(Approval approval, Origin origin)
    {
        var (channels, locations) = (approval.ChannelList, approval.LocationList);
        var isHere = (channels.Length == 0 || channels.Contains(origin.Channel))
            && (locations.Length == 0 || (origin.Location is not null && locations.Contains(origin.Location)));
        if (isHere) return null;
        var places = channels.Concat(locations.Take(MostNamed)).Concat(locations.Length > MostNamed ? ["…"] : []);
        return Problem.From(Problems.ApprovalNotHere, $"It is good in: {string.Join(", ", places)}.") with
        {
            Channels = channels.Length == 0 ? null : channels,
            Locations = locations.Length == 0 ? null : locations,
        };
    }

    private static IEnumerable<FieldFault> MoneyErrors(MoneyInput money, Approval approval)
    {
        if (approval.Amount is not { } granted) yield return new FieldFault("money", "must be left out: no money was granted");
        else if (money.Currency != approval.Currency) yield return new FieldFault("money.currency", $"must be {approval.Currency}");
        else if (approval.Partial && money.Amount > approval.Left)
            yield return new FieldFault("money.amount", $"must be {Common.Money.Format(approval.Left)} at most");
        else if (!approval.Partial && money.Amount != granted)
            yield return new FieldFault("money.amount", $"must be {Common.Money.Format(granted)}");
    }
}
