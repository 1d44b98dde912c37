using FsCheck;
using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

/// <summary>The check digits: which slips are detected, and which are corrected.</summary>
public sealed class CodeTests
{
    [Fact]
    public void A_value_is_valid_exactly_if_the_polynomial_accepts_it()
    {
        Rule.HoldsFor(300, number => Rule.Holds(number.ToString()));
        foreach (var (start, count) in new[] { (100_000_000_000, 3000), (867_530_912_000, 3000), (999_999_997_000, 3000) })
            for (var value = start; value < start + count; value++)
                Assert.Equal(Rule.Holds(value.ToString()), IncidentNumber.IsValid(value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-867530912374)]
    [InlineData(67530912374)] // eleven digits
    [InlineData(26047236064)] // a leading 0, with and without vanishing sums: reserved for future formats
    [InlineData(1000000000000)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_value_that_is_not_twelve_digits_is_not_valid(long value)
    {
        Assert.False(IncidentNumber.IsValid(value));
        Assert.False(IncidentNumber.TryFromValue(value, out var number));
        Assert.Equal(default, number);
        Assert.Throws<ArgumentException>(() => IncidentNumber.FromValue(value));
    }

    [Fact]
    public void A_leading_0_is_invalid_even_if_the_checksums_are_zero()
    {
        var led = Enumerable.Range(0, 1_000_000).Select(tail => $"0{tail * 100_003L:D11}")
            .First(text => Rule.SumsVanish(text) && text.Any(digit => digit != '0'));

        Assert.False(IncidentNumber.TryParseCanonical(led, out _));
        Assert.Equal(ReadingKind.Invalid, NumberReader.Read(led).Kind);
        Assert.DoesNotContain(NumberMender.Mend(led), mend => mend.Slip == Slip.WrongDigit);
    }

    [Fact]
    public void Every_wrong_digit_is_detected_and_only_the_intended_number_is_one_digit_away() =>
        Rule.HoldsFor(200, number => Rule.WithOneDigitWrong(number.ToString()).ToList() is { Count: 108 } wrong && wrong.TrueForAll(typed =>
            NumberReader.Read(typed).Kind == ReadingKind.Invalid
            && NumberMender.Mend(typed).Where(mend => mend.Slip == Slip.WrongDigit).Select(mend => mend.Number).SequenceEqual([number])));

    [Fact]
    public void A_wrong_digit_is_located() =>
        Rule.HoldsFor(50, number => Rule.WithOneDigitWrong(number.ToString()).All(typed =>
            typed[NumberMender.Mend(typed)[0].Position - 1] != number.ToString()[NumberMender.Mend(typed)[0].Position - 1]));

    [Fact]
    public void Every_two_wrong_digits_are_detected() =>
        Rule.HoldsFor(8, number =>
        {
            var digits = number.ToString();
            var wrong = from first in Enumerable.Range(0, 12)
                        from second in Enumerable.Range(first + 1, 11 - first)
                        from one in Enumerable.Range(1, 9)
                        from other in Enumerable.Range(1, 9)
                        select Changed(Changed(digits, first, one), second, other);
            return wrong.ToList() is { Count: 66 * 81 } all && all.TrueForAll(typed => !IncidentNumber.IsValid(long.Parse(typed)));
        });

    [Fact]
    public void Every_swap_of_two_digits_next_to_each_other_or_not_is_detected() =>
        Rule.HoldsFor(300, number =>
        {
            var digits = number.ToString();
            var swaps = from one in Enumerable.Range(0, 12)
                        from other in Enumerable.Range(one + 1, 11 - one)
                        select (Same: digits[one] == digits[other], Typed: Rule.Swapped(digits, one, other));
            return swaps.ToList() is { Count: 66 } all
                && all.TrueForAll(swap => swap.Same || !IncidentNumber.IsValid(long.Parse(swap.Typed)));
        });

    [Fact]
    public void Every_swap_of_neighbours_has_few_candidates_that_include_the_intended_number() =>
        Rule.HoldsFor(300, number => Enumerable.Range(0, 11).All(first =>
        {
            var digits = number.ToString();
            var mends = NumberMender.Mend(Rule.Swapped(digits, first, first + 1));
            return digits[first] == digits[first + 1]
                ? mends.Count == 0
                : mends.Contains(new Mend(number, Slip.Swapped, first + 1)) && mends.Count(mend => mend.Slip == Slip.WrongDigit) <= 1;
        }));

    /// <summary>With one number in a hundred issued, a slip that leads to a single issued number finds its incident.</summary>
    [Theory]
    [InlineData(Slip.WrongDigit, 0.99)]
    [InlineData(Slip.Swapped, 0.98)]
    [InlineData(Slip.Missing, 0.975)]
    [InlineData(Slip.Extra, 0.975)]
    public void With_one_percent_of_numbers_issued_nearly_every_typo_is_repaired(Slip slip, double least)
    {
        const int slips = 4000;
        var random = new Random(1);
        var found = Enumerable.Range(0, slips).Count(_ =>
        {
            var meant = IncidentNumber.Mint(() => random.NextInt64(1_000_000_000, 10_000_000_000));
            return NumberMender.Mend(Mistype(meant.ToString(), slip, random))
                .Where(mend => mend.Number == meant || IsIssued(mend.Number)).Select(mend => mend.Number).Distinct().SequenceEqual([meant]);
        });

        Assert.InRange((double)found / slips, least, 1);
    }

    private static bool IsIssued(IncidentNumber number) => (ulong)number.Value * 0x9E3779B97F4A7C15 >> 32 is var mixed && mixed % 100 == 0;

    private static string Mistype(string digits, Slip slip, Random random)
    {
        int at;
        do
            at = random.Next(11);
        while (slip == Slip.Swapped && digits[at] == digits[at + 1]);

        return slip switch
        {
            Slip.WrongDigit => Changed(digits, at, random.Next(1, 10)),
            Slip.Swapped => Rule.Swapped(digits, at, at + 1),
            Slip.Missing => digits.Remove(at, 1),
            _ => digits.Insert(at, $"{random.Next(10)}"),
        };
    }

    private static string Changed(string digits, int position, int by) =>
        string.Concat(digits.AsSpan(0, position), $"{(digits[position] - '0' + by) % 10}", digits.AsSpan(position + 1));
}
