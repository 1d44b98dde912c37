using IncidentNumbers;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup.Forms;

namespace IncidentService.Tests.Numbers;

/// <summary>Numbers read through the transformations of tools, as if every number were issued.</summary>
public sealed class PossibleNumberTests
{
    private const int Planted = 3_000;
    private const int RandomTexts = 1_800;

    [Fact]
    public void No_realistic_text_contains_a_clear_number_even_if_all_were_issued()
    {
        Assert.True(Tables.Texts.Count >= 63);
        Assert.All(Tables.Texts, text => Assert.Equal((text, 0, 0), (text, NumberFinder.Find(text).Count, ClearIn(text))));
    }

    [Fact]
    public void No_random_text_of_other_digits_contains_a_clear_number_even_if_all_were_issued()
    {
        var random = new Random(12);
        for (var index = 0; index < RandomTexts; index++)
        {
            var text = GeneratedText.OtherDigits(random);
            Assert.Equal((text, 0, 0), (text, NumberFinder.Find(text).Count, ClearIn(text)));
        }
    }

    [Fact]
    public void A_number_inserted_into_generated_text_is_found()
    {
        var random = new Random(2026);
        for (var index = 0; index < Planted; index++)
        {
            var number = IncidentNumber.Mint(() => random.NextInt64(1_000_000_000, 10_000_000_000));
            var text = GeneratedText.Of(random, number);
            var found = NumberFinder
                .Find(text)
                .Select(exact => exact.Number)
                .Concat(NumberFinder.FindPossible(text).Select(possible => possible.Number));
            Assert.True(found.Contains(number), $"{number} in {text}");
        }
    }

    [Theory]
    [InlineData("x <b>8675</b>&#8209;3091&#8209;2374 y", 5, 30)]
    [InlineData("8675%2D3091%2D2374", 0, 18)]
    [InlineData("a=\n 8675|3091|2374.", 4, 14)]
    public void The_reported_place_refers_to_the_original_text(string text, int start, int length)
    {
        var found = Assert.Single(NumberFinder.FindPossible(text));

        Assert.Equal((start, length, ReadingStrength.Clear), (found.Start, found.Length, found.Strength));
    }

    [Fact]
    public void Stronger_readings_come_first_up_to_the_requested_count()
    {
        const string text = "2374-3091-8675, then +924591510230, at last 8675 | 3091 | 2374";

        Assert.Equal([ReadingStrength.Clear, ReadingStrength.Doubtful], NumberFinder.FindPossible(text).Select(found => found.Strength));
        Assert.Single(NumberFinder.FindPossible(text, most: 1));
        Assert.Empty(NumberFinder.FindPossible(text, most: 0));
    }

    [Theory]
    [InlineData("3.1E+11", true)]
    [InlineData("it says 8,67531E+11 there", true)]
    [InlineData("8.67530912374E+11", false)]
    [InlineData("3.1E+10", false)]
    [InlineData("RE11 and 1E11x", false)]
    public void A_number_that_lost_its_last_digits_is_reported(string text, bool shortened) =>
        Assert.Equal(shortened, NumberFinder.HasShortened(text));

    [Fact]
    public void A_number_between_isolates_is_parsed()
    {
        var number = IncidentNumber.FromValue(867530912374);

        Assert.Equal("\u20668675-3091-2374\u2069", number.Isolated);
        Assert.Equal(number, NumberReader.Read(number.Isolated).Number);
    }

    [Theory]
    [InlineData("8")]
    [InlineData("8-")]
    [InlineData("8675 ")]
    [InlineData("<td>8")]
    [InlineData("<a")]
    [InlineData("<style>")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("one ")]
    [InlineData("thirty ")]
    [InlineData("%")]
    [InlineData("%25")]
    [InlineData("&amp;")]
    [InlineData("=2D")]
    [InlineData("[b")]
    [InlineData("{")]
    [InlineData("]C1")]
    [InlineData("\\u")]
    [InlineData("1e11 ")]
    [InlineData("+1 ")]
    [InlineData("a@")]
    [InlineData("https://a/track/")]
    [InlineData("OO ")]
    [InlineData("8\u200B")]
    [InlineData("8#")]
    [InlineData("8@")]
    [InlineData("@8")]
    [InlineData("8%")]
    [InlineData("8$")]
    [InlineData("8675#")]
    [InlineData("sip:8@a ")]
    [InlineData("00867530912374 ")]
    [InlineData("+867530912374 x2 ")]
    [InlineData("https://a]")]
    [InlineData("www.a]")]
    [InlineData("8^M")]
    [InlineData("[1;")]
    [InlineData("\\b1 ")]
    [InlineData("\\342")]
    [InlineData("\\N{")]
    [InlineData("&nbsp8")]
    [InlineData("Ã¢")]
    [InlineData("⑧")]
    [InlineData("<w:")]
    [InlineData("8675 dash ")]
    [InlineData("x8675 ")]
    [InlineData("8|")]
    [InlineData("8675! ")]
    [InlineData("0")]
    public void Any_text_of_64_KiB_takes_linear_time(string scrap)
    {
        Work(scrap, 4_096, times: 4);
        var (small, large) = (Work(scrap, 16_384, times: 4), Work(scrap, 65_536, times: 1));

        // quadratic is four times as much
        Assert.True(large < TimeSpan.FromMilliseconds(20) || large < 3 * small, $"{small} for four times 16 KiB, {large} for 64 KiB");
    }

    private static int ClearIn(string text) => NumberFinder.FindPossible(text).Count(found => found.Strength == ReadingStrength.Clear);

    private static TimeSpan Work(string scrap, int length, int times)
    {
        var text = string.Concat(Enumerable.Repeat(scrap, length / scrap.Length));
        return ProcessorTime.Measure(() =>
        {
            for (var time = 0; time < times; time++)
            {
                NumberFinder.FindPossible(text);
                NumberFinder.HasShortened(text);
            }
        });
    }
}
