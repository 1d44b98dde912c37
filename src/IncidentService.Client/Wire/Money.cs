using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentService.Client;

/// <summary>An amount of money, as exact decimal digits.</summary>
/// <param name="Amount">The amount in units of the currency: 129.99. The service accepts amounts above zero with at most 11 digits before
/// and 4 after the point.</param>
/// <param name="Currency">The ISO 4217 code, three capital letters.</param>
public readonly record struct Money([property: JsonConverter(typeof(AmountConverter))] decimal Amount, string Currency)
{
    /// <summary>The currency and the amount: <c>USD 129.99</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Currency} {Amount:0.00##}");
}

/// <summary>Writes amounts as text, so that no floating-point conversion changes them.</summary>
internal sealed class AmountConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        decimal.TryParse(
            reader.GetString(),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var amount)
            ? amount
            : throw new JsonException("An amount such as 129.99 is expected.");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("0.00##########################", CultureInfo.InvariantCulture));
}
