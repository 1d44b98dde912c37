using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

public sealed class MintingTests
{
    [Fact]
    public void The_worked_example_gives_its_documented_number() =>
        Assert.Equal(867530912374, IncidentNumber.Mint(() => 8675309123).Value);

    [Fact]
    public void Draws_without_a_valid_number_are_repeated()
    {
        var draws = new Queue<long>([.. Vectors.All.UnissuablePrefixes.Select(long.Parse), 999_999_999, 10_000_000_000, -1, 8675309123]);

        Assert.Equal(867530912374, IncidentNumber.Mint(draws.Dequeue).Value);
        Assert.Empty(draws);
    }

    [Fact]
    public void A_source_that_never_gives_a_usable_draw_is_reported_as_broken()
    {
        var draws = 0;
        Assert.Throws<InvalidOperationException>(() => IncidentNumber.Mint(() => { draws++; return 1469546148; }));
        Assert.Equal(100, draws);
    }

    [Theory]
    [InlineData(999_999_999)]
    [InlineData(10_000_000_000)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Ten_digits_outside_the_range_are_not_completed(long firstTenDigits) =>
        Assert.False(IncidentNumber.TryComplete(firstTenDigits, out _));

    [Fact]
    public void Of_121_draws_100_can_be_issued()
    {
        var issuable = Enumerable.Range(0, 121_000).Count(i => IncidentNumber.TryComplete(1_000_000_000 + i * 74_371L, out _));
        Assert.InRange(issuable, 99_000, 101_000);
    }

    [Fact]
    public void Minted_numbers_are_valid_differ_and_use_every_digit_alike()
    {
        const int count = 20_000;
        var minted = Enumerable.Range(0, count).Select(_ => IncidentNumber.Mint()).ToList();

        Assert.All(minted, number => Assert.True(Rule.Holds(number.ToString())));
        Assert.InRange(minted.Distinct().Count(), count - 3, count);
        for (var position = 0; position < 12; position++)
        {
            var expected = position == 0 ? count / 9 : count / 10;
            var counts = minted.CountBy(number => number.ToString()[position]).ToDictionary();
            Assert.Equal(position == 0 ? 9 : 10, counts.Count);
            // Six standard deviations: a sound source exceeds them less than once in ten million runs.
            Assert.All(counts.Values, seen => Assert.InRange(seen, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
        }
    }
}
