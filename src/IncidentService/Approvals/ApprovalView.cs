using IncidentService.Incidents;
using IncidentNumbers;
using IncidentService.Keys;
using IncidentService.Storage;

namespace IncidentService.Approvals;

/// <summary>What a till or a rep may honour: checked and used up by redeeming it.</summary>
internal sealed record ApprovalView
{
    /// <summary>The incident that it belongs to: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The approval's ordinal within its incident.</summary>
    public int Id { get; init; }

    /// <summary>price-match, refund, replacement, discount or waiver.</summary>
    public required string Type { get; init; }

    /// <summary>What it is for, as the shop calls it.</summary>
    public string? Item { get; init; }
    public int? Quantity { get; init; }

    /// <summary>Of a price match the price of one piece; of anything else what may be given away in all.</summary>
    public Money? Money { get; init; }

    /// <summary>May be redeemed bit by bit until the amount is used up.</summary>
    public bool Partial { get; init; }

    /// <summary>How many times it may be redeemed; absent where only the amount limits it.</summary>
    public int? Uses { get; init; }

    /// <summary>How many times it has been, without what was reversed.</summary>
    public int Used { get; init; }

    /// <summary>How much of the money has been used, where it is redeemed bit by bit.</summary>
    public Money? UsedMoney { get; init; }
    public Instant ValidFrom { get; init; }

    /// <summary>It may be redeemed before this time; absent where it never expires.</summary>
    public Instant? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; empty for any.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; empty for any.</summary>
    public required IReadOnlyList<string> Locations { get; init; }

    public Instant GrantedAt { get; init; }

    /// <summary>The person that granted it, as the caller asserted.</summary>
    public string? GrantedBy { get; init; }

    /// <summary>The channel that granted it.</summary>
    public required string GrantedIn { get; init; }
    public Instant? RevokedAt { get; init; }

    /// <summary>What else was said about it.</summary>
    public string? Note { get; init; }

    /// <summary>For whoever revoked it: without a scope that reads approvals, what was said is not shown.</summary>
    public static ApprovalView For(ChangeContext change, Approval approval, IncidentNumber number)
    {
        var view = Of(approval, number);
        return change.May(Scopes.Read) || change.May(Scopes.Redeem) ? view : view with { Note = null };
    }

    public static ApprovalView Of(Approval approval, IncidentNumber number) => new()
    {
        Number = number,
        Id = approval.Ordinal,
        Type = approval.Type,
        Item = approval.Item,
        Quantity = approval.Quantity,
        Money = Money.Of(approval.Amount, approval.Currency),
        Partial = approval.Partial,
        Uses = approval.Uses,
        Used = approval.Used,
        UsedMoney = approval.Partial ? Money.Of(approval.UsedAmount, approval.Currency) : null,
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

/// <summary>Every approval of an incident and of those that were merged into it, oldest first.</summary>
internal sealed record ApprovalList(IReadOnlyList<ApprovalView> Items);
