using System.Globalization;
using IncidentService.Common.Outcomes;

namespace IncidentService.Common;

/// <summary>An amount of money, as exact decimal digits.</summary>
internal sealed record Money
{
    private const int Scale = 10_000;

    /// <summary>The smallest amount with 0 to 4 decimal places, in ten-thousandths.</summary>
    private static readonly int[] SmallestUnits = [10_000, 1_000, 100, 10, 1];

    /// <summary>The amount in units of the currency, with two to four decimal places.</summary>
    public required string Amount { get; init; }

    /// <summary>The ISO 4217 code, three capital letters.</summary>
    public required string Currency { get; init; }

    /// <summary>Converts from ten-thousandths, the stored form; null if there is no money.</summary>
    public static Money? From(long? tenThousandths, string? currency) => tenThousandths is { } amount && currency is not null
        ? new Money { Amount = Format(amount), Currency = currency }
        : null;

    public override string ToString() => $"{Currency} {Amount}";

    public static string Format(long tenThousandths) => ((decimal)tenThousandths / Scale).ToString("0.00##", CultureInfo.InvariantCulture);

    /// <summary>Whether an amount in ten-thousandths needs no more than these decimal places, of at most four.</summary>
    public static bool FitsPlaces(long tenThousandths, int places) => tenThousandths % SmallestUnits[places] == 0;

    /// <summary>
    /// Parses an amount to ten-thousandths; null if it is not above zero, or not at most 11 digits before and 4 after the point.
    /// </summary>
    public static long? Parse(string? amount)
    {
        if (amount is not { Length: > 0 and <= 16 } || amount.Any(character => !char.IsAsciiDigit(character) && character != '.'))
            return null;
        var point = amount.IndexOf('.');
        var (whole, places) = point < 0 ? (amount, "") : (amount[..point], amount[(point + 1)..]);
        if (whole.Length is 0 or > 11 || (point >= 0 && places.Length is 0 or > 4) || places.Contains('.')) return null;
        var value = long.Parse(whole + places.PadRight(4, '0'), CultureInfo.InvariantCulture);
        return value > 0 ? value : null;
    }
}

/// <summary>An amount of money in a request.</summary>
internal sealed record MoneyRequest
{
    private const string UnknownCurrency = "must be the ISO 4217 code of a currency in use, such as USD";

    /// <summary>
    /// The amount in units of the currency, above zero, with a point and no more decimal places than the currency has by ISO 4217: 129.99
    /// USD, 130 JPY. Zeros at the end do not count.
    /// </summary>
    public required string Amount { get; init; }

    /// <summary>The ISO 4217 code, three capital letters.</summary>
    public required string Currency { get; init; }

    public MoneyInput? Validate(string field, ValidationErrors errors)
    {
        var amount = ParseAmount(field, errors);
        var fault = FindFault(field, amount);
        if (fault is not null) errors.Add(fault.Field, fault.Message);
        return fault is null && amount is { } money ? new MoneyInput(money, Currency) : null;
    }

    /// <summary>
    /// Validates money that may repeat what an earlier release took: what has since become a fault is returned with it, for all that is
    /// new.
    /// </summary>
    public MoneyInput? ValidateForRepeat(string field, ValidationErrors errors)
    {
        var amount = ParseAmount(field, errors);
        if (Currency is not { Length: 3 } || !Currency.All(char.IsAsciiLetterUpper)) errors.Add(field + ".currency", UnknownCurrency);
        return amount is { } money ? new MoneyInput(money, Currency) { Fault = FindFault(field, amount) } : null;
    }

    private long? ParseAmount(string field, ValidationErrors errors)
    {
        var amount = Money.Parse(Amount);
        if (amount is null)
            errors.Add(
                field + ".amount", "must be an amount above zero with at most 11 digits before and 4 after the point, such as 129.99");
        return amount;
    }

    private FieldFault? FindFault(string field, long? amount)
    {
        if (Currencies.FindPlaces(Currency) is not { } places) return new FieldFault(field + ".currency", UnknownCurrency);
        return amount is null || Money.FitsPlaces(amount.Value, places) ? null : new FieldFault(field + ".amount", DescribePlaces(places));
    }

    private string DescribePlaces(int places) => places == 0
        ? $"must be a whole number: {Currency} has no decimal places"
        : $"must have at most {places} decimal places, as {Currency} has";
}

/// <summary>A validated amount of money, in ten-thousandths of the currency.</summary>
internal sealed record MoneyInput(long Amount, string Currency)
{
    /// <summary>Why this money is taken only where it repeats what an earlier release took.</summary>
    public FieldFault? Fault { get; init; }
}
