using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Screenshots;

/// <summary>
/// The pictures of the README, at a fixed time and with a fixed number. To take them anew:
/// INCIDENTS_WRITE_SCREENSHOTS=1 tests/run --filter FullyQualifiedName~Screenshots
/// </summary>
public sealed class ScreenshotTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    private const string Number = "867530912374";
    private static readonly (string, string) Agent = ("X-Agent", "Ana Ruiz");

    [Theory]
    [InlineData("desk-card.webp", ColorScheme.Light)]
    [InlineData("desk-card-dark.webp", ColorScheme.Dark)]
    public async Task The_card_on_the_desk_matches_its_screenshot_in_the_README(string picture, ColorScheme colours)
    {
        await OpenSampleIncident();
        var desk = await SignIn("phone", "Bo Lind", new Look(Colours: colours), at: "/desk/incidents/" + Number);
        await desk.Card.Timeline.GetByText("Yes, we honour it.").WaitForAsync();

        await new Picture(picture, "desk-card.yaml").ExpectTrue(desk.Window);
    }

    [Fact]
    public async Task The_customers_page_matches_its_screenshot_in_the_README()
    {
        await OpenSampleIncident();
        var page = await TrackPage.Open(await Open(new Look(Look.Phone)), Number, Samples.Email);

        await new Picture("track.webp", "track.yaml").ExpectTrue(page.Window);
    }

    [Fact]
    public async Task The_comparison_distinguishes_light_and_dark_screenshots()
    {
        var (light, dark) = (await Open(), await Open(new Look(Colours: ColorScheme.Dark)));
        await TrackPage.Start(light);
        await TrackPage.Start(dark);
        var (bright, dim) = (await Picture.Take(light), await Picture.Take(dark));

        Assert.Equal(0, await Picture.Compare(light.Context, bright, bright));
        Assert.InRange(await Picture.Compare(light.Context, bright, dim), 0.5, 1);
    }

    /// <summary>Opens the incident of the founding story under the number of the README, unless another test of the class has.</summary>
    private async Task OpenSampleIncident()
    {
        using var email = await Service.Client("email", "read", "write", "approve");
        if ((await email.Get("/v1/incidents/" + Number)).Status == HttpStatusCode.OK) return;
        await Reserve(email);
        (await email.Put("/v1/incidents/" + Number, new
        {
            subject = "Store price for a web order",
            contacts = new[] { new { kind = "email", value = Samples.Email }, new { kind = "phone", value = "+44 20 7946 0018" } },
            references = new[] { new { system = "zendesk", value = "50177" } },
            message = new
            {
                direction = "in",
                text = "The store in Leeds sells the DCD791 for 129.99, the web for 169. Do you honour the store price?",
            },
            promises = new[] { new { text = "Purchasing confirms the price", dueAt = "2026-11-21T17:00:00Z" } },
        }, Agent)).Expect(HttpStatusCode.Created);
        await Pass(TimeSpan.FromMinutes(12));
        (await email.Post($"/v1/incidents/{Number}/approvals", new
        {
            type = "price-match", item = "DCD791", money = new { amount = "129.99", currency = "GBP" }, uses = 1,
            validUntil = "2026-12-12T18:00:00Z", channels = new[] { "phone", "store" },
        }, Agent)).Expect(HttpStatusCode.Created);
        (await email.Post($"/v1/incidents/{Number}/handoffs", new
        {
            to = new { channel = "phone" }, reason = "Take the order for the store price",
        }, Agent)).Expect(HttpStatusCode.Created);
        (await email.Post($"/v1/incidents/{Number}/timeline", new
        {
            direction = "out", text = "Yes, we honour it. Please call 020 7946 0000 and read out your number: 8675-3091-2374.",
        }, Agent)).Expect(HttpStatusCode.Created);
        await Pass(TimeSpan.FromMinutes(18));
    }

    /// <summary>Numbers are drawn by lot: one is set aside, and becomes the one of the README.</summary>
    private async Task Reserve(ApiClient email)
    {
        var drawn = (await email.Post("/v1/number-blocks", new { size = 1 })).Expect(HttpStatusCode.Created)["numbers"]![0]!.ToString();
        await Service.Seed(
            "UPDATE numbers SET number = @number WHERE number = @drawn", new { number = long.Parse(Number), drawn = long.Parse(drawn) });
    }
}
