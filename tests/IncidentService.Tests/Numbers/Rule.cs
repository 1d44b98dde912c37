using FsCheck;
using FsCheck.Fluent;
using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

/// <summary>A second, slow implementation of the check digits from the polynomial, and random valid numbers.</summary>
internal static class Rule
{
    // x² + 7x + 2 = 0, so x times ax + b is (b + 4a)x + 9a modulo 11; column 12 is 1, column 11 is x, and so on.
    private static readonly (int A, int B)[] Columns = Powers().Take(12).Reverse().ToArray();

    internal static bool Holds(string digits) =>
        digits.Length == 12 && digits.All(char.IsAsciiDigit) && digits[0] != '0' && SumsVanish(digits);

    internal static bool SumsVanish(string digits) =>
        digits.Zip(Columns, (digit, column) => (digit - '0') * column.A).Sum() % 11 == 0
        && digits.Zip(Columns, (digit, column) => (digit - '0') * column.B).Sum() % 11 == 0;

    internal static Gen<IncidentNumber> Numbers { get; } =
        from high in Gen.Choose(10_000, 99_999)
        from low in Gen.Choose(0, 99_999)
        let completed = IncidentNumber.TryComplete(high * 100_000L + low, out var number) ? number : default
        where completed != default
        select completed;

    /// <summary>Tries the rule on many numbers. A failure shows the number and the seed.</summary>
    internal static void HoldsFor(int numbers, Func<IncidentNumber, bool> rule) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(numbers), Prop.ForAll(Numbers.ToArbitrary(), rule));

    /// <summary>Every text with one wrong digit.</summary>
    internal static IEnumerable<string> WithOneDigitWrong(string digits) =>
        from position in Enumerable.Range(0, digits.Length)
        from digit in "0123456789"
        where digit != digits[position]
        select string.Concat(digits.AsSpan(0, position), [digit], digits.AsSpan(position + 1));

    internal static string Swapped(string digits, int one, int other)
    {
        var swapped = digits.ToCharArray();
        (swapped[one], swapped[other]) = (swapped[other], swapped[one]);
        return new string(swapped);
    }

    private static IEnumerable<(int A, int B)> Powers()
    {
        for (var (a, b) = (0, 1); ; (a, b) = ((b + 4 * a) % 11, 9 * a % 11))
            yield return (a, b);
    }
}
