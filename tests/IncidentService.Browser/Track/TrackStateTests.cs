using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Track;

/// <summary>The customer's page in every state: axe finds nothing, and nothing is wider than the window.</summary>
public sealed class TrackStateTests(Chromium chromium) : PageSuite(chromium)
{
    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_form_is_accessible_empty_mistyped_and_refused(int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        var page = await TrackPage.Start(await Open(new Look(width, colours, language)));
        await page.Window.ExpectAccessible();
        await page.Fill(Samples.WithOneDigitWrong(number), "sam");
        await page.ExpectText("open.contact.wrong");
        await page.Window.ExpectAccessible();
        await page.Fill(number, "somebody.else@example.com");
        await page.Alert.WaitForAsync();
        await page.Window.ExpectAccessible();
    }

    [Fact]
    public async Task A_customer_agrees_and_wants_no_more_questions()
    {
        var number = await Service.OpenRich();
        using var email = await Service.Client("email", "read", "write");
        (await email.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" })).Expect(HttpStatusCode.OK);
        (await email.Post($"/v1/incidents/{number}/resolution", new { told = "The price is honoured" })).Expect(HttpStatusCode.OK);
        var page = await TrackPage.Open(await Open(new Look(Look.Phone, ColorScheme.Dark)), number, Samples.Email);

        await page.Hands.Activate(page.Button("answer.yes"));
        await page.Heading("state.closed.customer").WaitForAsync();
        await page.Hands.Activate(page.Button("quiet.button"));
        await page.ExpectText("quiet.done");

        await page.Window.ExpectAccessible();
    }
}
