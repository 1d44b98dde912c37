using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Keys;

namespace IncidentService.Approvals;

/// <summary>An approval: what a till or a rep may honour. Redeeming it checks it and uses it up.</summary>
internal sealed record ApprovalView
{
    /// <summary>The incident it belongs to. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>price-match, refund, replacement, discount or waiver.</summary>
    public required string Type { get; init; }

    /// <summary>The item as the shop names it.</summary>
    public string? Item { get; init; }
    public int? Quantity { get; init; }

    /// <summary>For a price match, the price of one piece. Otherwise the amount that may be given away in total.</summary>
    public Money? Money { get; init; }

    /// <summary>Whether it may be redeemed in parts until the money is used up.</summary>
    public bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; absent if only the money limits it.</summary>
    public int? Uses { get; init; }

    /// <summary>How many times it was redeemed, without reversed redemptions.</summary>
    public int Used { get; init; }

    /// <summary>How much of the money is used, if it is redeemed in parts.</summary>
    public Money? UsedMoney { get; init; }
    public Instant ValidFrom { get; init; }

    /// <summary>It may be redeemed before this time; absent if it never expires.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; empty if any may.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; empty if any may.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    public Instant GrantedAt { get; init; }

    /// <summary>The person who granted it, as asserted by the caller.</summary>
    public string? GrantedBy { get; init; }

    /// <summary>The channel that granted it.</summary>
    public required string GrantedIn { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>Further conditions that people have to check.</summary>
    public string? Note { get; init; }

    /// <summary>The view for the caller that revokes it. The note is omitted if the key has no scope that reads approvals.</summary>
    public static ApprovalView From(Caller? caller, Approval approval, IncidentNumber number)
    {
        var view = From(approval, number);
        return caller?.May(Scopes.Read) == true || caller?.May(Scopes.Redeem) == true ? view : view with { Note = null };
    }

    /// <summary>Whether something is left to redeem, as <see cref="Approval.IsOpen"/> says.</summary>
    public bool IsOpen() => RevokedAt is null && !(Used >= Uses) && !(Partial && UsedMoney == Money);

    public static ApprovalView From(Approval approval, IncidentNumber number) => new()
    {
        Number = number,
        Id = approval.Ordinal,
        Type = approval.Type,
        Item = approval.Item,
        Quantity = approval.Quantity,
        Money = Money.From(approval.Amount, approval.Currency),
        Partial = approval.Partial,
        Uses = approval.Uses,
        Used = approval.Used,
        UsedMoney = approval.Partial ? Money.From(approval.UsedAmount, approval.Currency) : null,
        ValidFrom = approval.ValidFrom,
        ValidUntil = approval.ValidUntil,
        Channels = approval.ChannelList,
        Locations = approval.LocationList,
        GrantedAt = approval.GrantedAt,
        GrantedBy = approval.Agent,
        GrantedIn = approval.Channel,
        RevokedAt = approval.RevokedAt,
        Note = approval.Note,
    };
}

/// <summary>All approvals of an incident and of those merged into it, oldest first.</summary>
internal sealed record ApprovalList(IReadOnlyList<ApprovalView> Items);
