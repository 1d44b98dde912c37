using IncidentService.Browser.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Stories;

/// <summary>The number of keys that a rep has to press at the desk.</summary>
public sealed class RepDayTests(Chromium chromium, PageService service, ITestOutputHelper output) : PageSuite(chromium, service)
{
    private const int MostKeysBeyondNumber = 3;
    private const int MostKeysBeyondWords = 15;
    private const int MostSeconds = 30;

    /// <summary>Start, subject, contact, promise, time, send.</summary>
    private const int Parts = 6;

    /// <summary>The keystroke-level model of Card, Moran and Newell: an average typist, and a pause before each part of a task.</summary>
    private const double SecondsPerKey = 0.28;
    private const double SecondsPerPause = 1.35;

    [Fact]
    public async Task Opening_a_card_by_number_takes_at_most_three_keys_besides_its_digits()
    {
        var number = await Service.OpenRich();
        var desk = await SignIn("phone", "Bo Lind");
        foreach (var typed in new[] { number, $"{number[..4]}-{number[4..8]}-{number[8..]}", Samples.WithOneDigitWrong(number) })
        {
            var before = desk.Keyboard.Keys;
            await desk.Find(typed, number);
            var more = desk.Keyboard.Keys - before - typed.Length;
            output.WriteLine($"{typed}: {more} keys more");
            Assert.InRange(more, 1, MostKeysBeyondNumber);
        }
    }

    [Fact]
    public async Task An_incident_with_a_promise_is_opened_in_under_thirty_seconds_by_the_keyboard()
    {
        const string Subject = "Drill not delivered", Contact = "+44 20 7946 0018", Promised = "We call back today";
        var desk = await SignIn("phone", "Bo Lind");
        var before = desk.Keyboard.Keys;

        var form = await desk.StartIncident();
        await desk.Keyboard.Type(Subject);
        await form.Type("open.contact", Contact);
        await form.Type("open.promise", Promised);
        await form.Choose("due.today");
        await form.Send();

        await Expect(desk.Card.Promised.GetByText(Promised)).ToBeVisibleAsync();
        await Expect(desk.Card.Who.GetByText(Contact, new() { Exact = true })).ToBeVisibleAsync();
        var keys = desk.Keyboard.Keys - before;
        var more = keys - Subject.Length - Contact.Length - Promised.Length;
        var seconds = keys * SecondsPerKey + Parts * SecondsPerPause;
        output.WriteLine($"{keys} keys, {more} of them beside the words: {seconds:0.0} s");
        Assert.InRange(more, 1, MostKeysBeyondWords);
        Assert.InRange(seconds, 1, MostSeconds);
    }
}
