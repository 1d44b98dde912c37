using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Lookup;

namespace IncidentService.Tests.Stories;

/// <summary>Sixty days of stock replies by e-mail, while one angry tweet was answered in fifteen minutes.</summary>
public abstract class StockRepliesStory(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string Address = "lee@example.com";
    private const string Handle = "x:@angry_lee";
    private RunningService service = null!;
    private ApiClient email = null!;
    private ApiClient social = null!;
    private ApiClient phone = null!;
    private string number = "";

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        (email, social, phone) = (await service.Client("email"), await service.Client("social"), await service.Client("phone", "status"));
        number = await email.Open(new
        {
            subject = "No refund",
            contacts = new[] { new { kind = "email", value = Address }, new { kind = "handle", value = Handle } },
            message = new { direction = "in", text = "Where is my refund?" },
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { email, social, phone }) client.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task The_phone_menu_looks_the_number_up_by_keypad_digits_alone()
    {
        var found = (await phone.Post("/v1/lookups", new FormUrlEncodedContent([new("quoted", number)]))).Expect(HttpStatusCode.OK);

        Assert.Equal("exact", found.Outcome());
        Assert.Contains("We owe you an answer", found["spoken"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_social_desk_finds_the_incident_by_handle_or_email_instead_of_opening_a_second()
    {
        foreach (var quoted in new[] { Handle, Address }) Assert.Equal(number, (await social.LookUp(quoted)).Match()["number"]!.ToString());
    }

    [Fact]
    public async Task Automatic_replies_change_no_state_and_the_longest_wait_comes_first_in_every_channel()
    {
        var since = (await email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["waitingSince"]!.ToString();
        service.Clock.Advance(TimeSpan.FromDays(1));
        var later = await social.Open(new { message = new { direction = "in", text = "Hello?" } });
        for (var day = 0; day < 60; day++)
        {
            service.Clock.Advance(TimeSpan.FromDays(1));
            await email.Post(
                $"/v1/incidents/{number}/timeline", new { direction = "out", text = "Your message is important to us.", automatic = true });
        }

        var waiting = (await social.Get("/v1/incidents?waitingOn=us&order=longest-waiting")).Numbers();
        var card = (await email.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);

        Assert.Equal([number, later], waiting);
        Assert.Equal(("us", since), (card["waitingOn"]!.ToString(), card["waitingSince"]!.ToString()));
        Assert.Null(card["firstResponseAt"]);
    }

    [Fact]
    public async Task The_channel_report_shows_the_median_answer_of_email_against_social_and_their_ratio()
    {
        var tweet = await social.Open(new { message = new { direction = "in", text = "Nobody answers your e-mail!" } });
        service.Clock.Advance(TimeSpan.FromMinutes(15));
        await social.Post($"/v1/incidents/{tweet}/timeline", new { direction = "out", text = "On it." });
        service.Clock.Advance(TimeSpan.FromDays(60) - TimeSpan.FromMinutes(15));
        await email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "A person here. Your refund is on its way." });
        using var manager = await service.Client("web", "report");

        var report = (await manager.Get("/v1/reports/channels?from=2026-11-01&to=2027-02-28")).Expect(HttpStatusCode.OK);

        var channels = report["items"]!.AsArray().ToDictionary(channel => channel!["channel"]!.ToString());
        Assert.Equal(60L * 24 * 3600, (long)channels["email"]!["medianResponseSeconds"]!);
        Assert.Equal(15L * 60, (long)channels["social"]!["medianResponseSeconds"]!);
        Assert.Equal(
            ("email", "social", 5760m),
            (
                report["fairness"]!["slowest"]!.ToString(),
                report["fairness"]!["fastest"]!.ToString(),
                (decimal)report["fairness"]!["ratio"]!));
    }
}
