using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Requests;
using IncidentService.Incidents;

namespace IncidentService.Approvals;

internal static class ApprovalTypes
{
    public const string PriceMatch = "price-match";
    public const string Refund = "refund";
    public const string Replacement = "replacement";
    public const string Discount = "discount";
    public const string Waiver = "waiver";
    public static readonly IReadOnlyList<string> All = [PriceMatch, Refund, Replacement, Discount, Waiver];
}

/// <summary>An approval to be granted: what a till or a rep may honour.</summary>
internal sealed record ApprovalRequest : IRequest<ApprovalInput>
{
    /// <summary>price-match and discount need money; refund needs money or an item; replacement needs an item.</summary>
    public required string Type { get; init; }

    /// <summary>The item as the shop names it; any item by default.</summary>
    public string? Item { get; init; }

    /// <summary>The number of pieces per redemption; 1 by default, for an item or a price match.</summary>
    public int? Quantity { get; init; }

    /// <summary>
    /// For a price match, the price of one piece. Otherwise the amount that may be given away per redemption, or in total if partial is
    /// true.
    /// </summary>
    public MoneyRequest? Money { get; init; }

    /// <summary>Whether a refund, discount or waiver may be redeemed in parts until the money is used up.</summary>
    public bool Partial { get; init; }

    /// <summary>How many times it may be redeemed. The default is once, or until the money is used up if partial is true.</summary>
    public int? Uses { get; init; }

    /// <summary>The RFC 3339 time from which it may be redeemed; immediately by default.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>
    /// The RFC 3339 time until which it may be redeemed, in the future and later than validFrom; it never expires by default.
    /// </summary>
    public string? ValidUntil { get; init; }

    /// <summary>The channels that may redeem it; any by default.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>The stores or sites that may redeem it; any by default.</summary>
    public IReadOnlyList<string>? Locations { get; init; }

    /// <summary>Further conditions that people have to check.</summary>
    public string? Note { get; init; }

    public ApprovalInput ToInput(RequestContext context, ValidationErrors errors) => Validate("", errors);

    public ApprovalInput Validate(string at, ValidationErrors errors)
    {
        var type = errors.ParseOneOf(at + "type", Type, ApprovalTypes.All, required: true);
        var item = errors.ParseMaskedLine(at + "item", Item, Limits.Line);
        var quantity = errors.ValidateRange(at + "quantity", Quantity, 1, Limits.Quantity);
        var money = Money?.Validate(at + "money", errors);
        ValidateContent(at, item, errors);
        var uses = errors.ValidateRange(at + "uses", Uses, 1, Limits.Uses);
        var (from, until) = (errors.ParseInstant(at + "validFrom", ValidFrom), errors.ParseInstant(at + "validUntil", ValidUntil));
        if (from >= until) errors.Add(at + "validUntil", "must be later than validFrom");
        return new ApprovalInput(at, type ?? "", item, quantity ?? (item is not null || type == ApprovalTypes.PriceMatch ? 1 : null), money)
        {
            Partial = Partial,
            Uses = uses ?? (Partial ? null : 1),
            ValidFrom = from,
            ValidUntil = until,
            Channels = ParseList(
                at + "channels", Channels, Common.Channels.All.Count,
                (field, value) => errors.ParseOneOf(field, value ?? "", Common.Channels.All), errors),
            Locations = ParseList(
                at + "locations", Locations, Limits.References,
                (field, value) => errors.ParseToken(field, value, required: true), errors),
            Note = errors.ParseText(at + "note", Note, Limits.Text),
        };
    }

    private void ValidateContent(string at, string? item, ValidationErrors errors)
    {
        if (Money is null && Type is ApprovalTypes.PriceMatch or ApprovalTypes.Discount)
            errors.Add(at + "money", "is required for a " + Type);
        if (item is null && Type is ApprovalTypes.Replacement) errors.Add(at + "item", "is required for a replacement");
        if (Money is null && item is null && Type is ApprovalTypes.Refund)
            errors.Add(at + "money", "is required for a refund that names no item");
        if (Partial && (Money is null || Type is ApprovalTypes.PriceMatch or ApprovalTypes.Replacement))
            errors.Add(at + "partial", "belongs to the money of a refund, a discount or a waiver");
    }

    private static string ParseList(
        string field, IReadOnlyList<string>? given, int most, Func<string, string?, string?> read, ValidationErrors errors)
    {
        if (given?.Count > most) errors.Add(field, $"must have at most {most} items");
        return string.Join(' ', (given ?? []).Take(most).Select(item => read(field, item)).Distinct());
    }
}

/// <summary>A validated approval request. Lists are in their stored form. At is the path of the approval within the request.</summary>
internal sealed record ApprovalInput(string At, string Type, string? Item, int? Quantity, MoneyInput? Money)
{
    public bool Partial { get; init; }
    public int? Uses { get; init; }
    public Instant? ValidFrom { get; init; }
    public Instant? ValidUntil { get; init; }
    public string Channels { get; init; } = "";
    public string Locations { get; init; } = "";
    public string? Note { get; init; }

    /// <summary>
    /// The total that it may give away, in ten-thousandths; null without money. It can exceed 64 bits, the range of the stored amounts.
    /// </summary>
    public Int128? Value
    {
        get
        {
            if (Money is null) return null;
            if (Partial) return Money.Amount;
            var pieces = Type == ApprovalTypes.PriceMatch ? Quantity ?? 1 : 1;
            return (Int128)Money.Amount * pieces * (Uses ?? 1);
        }
    }

    /// <summary>Checks the expiry against the time of granting; null if it is valid.</summary>
    public Problem? ValidateTimes(Instant now) =>
        ValidUntil <= now ? Problem.Invalid(new FieldFault(At + "validUntil", "has passed already")) : null;

    public Approval Create(Incident incident, Origin origin, Instant now, int sequence) => new()
    {
        IncidentId = incident.Id,
        Ordinal = ++incident.LastApproval,
        Type = Type,
        Item = Item,
        Quantity = Quantity,
        Amount = Money?.Amount,
        Currency = Money?.Currency,
        Partial = Partial,
        Uses = Uses,
        ValidFrom = ValidFrom ?? now,
        ValidUntil = ValidUntil,
        Channels = Channels,
        Locations = Locations,
        GrantedAt = now,
        KeyId = origin.KeyId,
        Agent = origin.Agent,
        Channel = origin.Channel,
        Sequence = sequence,
        Note = Note,
    };
}
