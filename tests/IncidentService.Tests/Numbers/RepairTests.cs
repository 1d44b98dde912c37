using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

public sealed class RepairTests
{
    [Fact]
    public void Repairs_are_ordered_by_kind_and_then_by_number() => Rule.HoldsFor(300, number =>
    {
        var texts = Enumerable.Range(0, 11).Select(at => Rule.Swapped(number.ToString(), at, at + 1))
            .Concat(Enumerable.Range(0, 12).Select(at => number.ToString().Remove(at, 1)))
            .Concat(Enumerable.Range(0, 13).Select(at => number.ToString().Insert(at, "7")));
        return texts.Select(text => NumberMender.Mend(text)).All(mends =>
            mends.SequenceEqual(mends.OrderBy(mend => mend.Slip).ThenBy(mend => mend.Number)) && mends.Distinct().Count() == mends.Count);
    });

    [Fact]
    public void A_missing_or_extra_digit_has_exactly_the_candidates_of_an_exhaustive_search() => Rule.HoldsFor(100, number =>
        Enumerable.Range(0, 12).All(at =>
        {
            var missing = number.ToString().Remove(at, 1);
            var extra = number.ToString().Insert(at, "3");
            var put = from place in Enumerable.Range(0, 12) from digit in "0123456789" select missing.Insert(place, $"{digit}");
            var taken = from place in Enumerable.Range(0, 13) select extra.Remove(place, 1);
            return Candidates(missing, Slip.Missing).SequenceEqual(put.Where(Rule.Holds).Distinct().Order(StringComparer.Ordinal))
                && Candidates(extra, Slip.Extra).SequenceEqual(taken.Where(Rule.Holds).Distinct().Order(StringComparer.Ordinal));
        }));

    [Theory]
    [InlineData("867530912375", "WrongDigit 12 867530912374")]
    [InlineData("067530912374", "WrongDigit 1 867530912374")]
    [InlineData("876530912374", "Swapped 2 867530912374")]
    [InlineData("67530912374", "Missing 1 867530912374")]
    [InlineData("86753091237", "Missing 12 867530912374")]
    [InlineData("8867530912374", "Extra 1 867530912374")]
    [InlineData("8675309123744", "Extra 12 867530912374")]
    [InlineData("8675309123749", "Extra 13 867530912374")]
    [InlineData("8675-3O91-2374", "Lookalike 6 867530912374")]
    [InlineData("Incident No. 8675-3O9I-2374", "Lookalike 6 867530912374")]
    [InlineData("8675-3O91-2375", "WrongDigit 12 867530912374")]
    [InlineData("INC-8675 3091 2375", "WrongDigit 12 867530912374")]
    [InlineData("٨٦٧٥٣٠٩١٢٣٧٥", "WrongDigit 12 867530912374")]
    public void A_repair_names_the_kind_and_the_place_of_the_typo(string typed, string expected) =>
        Assert.Contains(expected, NumberMender.Mend(typed).Select(mend => $"{mend.Slip} {mend.Position} {mend.Number}"));

    [Theory]
    [InlineData("867530912374")]
    [InlineData("Incident 8675-3091-2374")]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("SOS")]
    [InlineData("8675309123")]
    [InlineData("86753091237412")]
    [InlineData("000000000000")]
    [InlineData("+867530912375")]
    public void A_valid_number_and_an_unrepairable_text_have_no_repair(string typed) =>
        Assert.Empty(NumberMender.Mend(typed));

    private static IEnumerable<string> Candidates(string typed, Slip slip) =>
        NumberMender.Mend(typed).Where(mend => mend.Slip == slip).Select(mend => mend.Number.ToString());
}
