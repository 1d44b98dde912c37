using IncidentService.Browser.Infrastructure;

namespace IncidentService.Browser.Stories;

/// <summary>What the desk costs the hands of a rep, counted in keys.</summary>
public sealed class RepDayTests(Chromium chromium, ITestOutputHelper output) : PageSuite(chromium)
{
    private const int MostKeysBeyondNumber = 3;

    [Fact]
    public async Task From_the_first_key_to_the_card_a_number_needs_at_most_three_keys_more_than_its_digits()
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone", "Bo Lind");
        foreach (var typed in new[] { number, $"{number[..4]}-{number[4..8]}-{number[8..]}", Samples.WithOneDigitWrong(number) })
        {
            var before = desk.Hands.Keys;
            await desk.Find(typed, number);
            var more = desk.Hands.Keys - before - typed.Length;
            output.WriteLine($"{typed}: {more} keys more");
            Assert.InRange(more, 1, MostKeysBeyondNumber);
        }
    }
}
