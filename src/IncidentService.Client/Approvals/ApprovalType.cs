using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>The type of an approval. The list is open: a newer service may send other values, which survive a round trip.</summary>
/// <param name="Value">The value in JSON.</param>
[JsonConverter(typeof(OpenValueConverter<ApprovalType>))]
public readonly record struct ApprovalType(string Value) : IOpenValue<ApprovalType>
{
    /// <summary><c>price-match</c>.</summary>
    public static ApprovalType PriceMatch { get; } = new("price-match");

    /// <summary><c>refund</c>.</summary>
    public static ApprovalType Refund { get; } = new("refund");

    /// <summary><c>replacement</c>.</summary>
    public static ApprovalType Replacement { get; } = new("replacement");

    /// <summary><c>discount</c>.</summary>
    public static ApprovalType Discount { get; } = new("discount");

    /// <summary><c>waiver</c>.</summary>
    public static ApprovalType Waiver { get; } = new("waiver");

    ApprovalType IOpenValue<ApprovalType>.Of(string value) => new(value);

    /// <summary>The value in JSON.</summary>
    public override string ToString() => Value ?? "";
}
