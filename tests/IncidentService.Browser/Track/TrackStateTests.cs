using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using IncidentService.Tests.Tracking;
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

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task An_incident_is_accessible_from_its_opening_to_its_end(int width, ColorScheme colours, string language)
    {
        var number = await Service.OpenRich();
        using var phone = await Service.Client("phone");
        var page = await TrackPage.Open(await Open(new Look(width, colours, language)), number, Samples.Email);
        await page.Window.ExpectAccessible();
        await page.Hands.Activate(page.Button("approvals.show"));
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Window.ExpectAccessible();
        await page.Hands.Press("Escape");
        await page.Write("answer.write", "I am still waiting");
        await page.ExpectText("answer.sent");
        await Pass(TimeSpan.FromDays(2)); // the promise is late
        (await phone.Post($"/v1/incidents/{number}/resolution", new { told = "The price is honoured" })).Expect(HttpStatusCode.OK);
        page = await TrackPage.Open(page.Window, number, Samples.Email);
        await page.Heading("state.resolved").WaitForAsync();
        await page.Window.ExpectAccessible();
        await page.Hands.Activate(page.Button("answer.no.late")); // nobody agrees while a promise is owed
        await Hands.ExpectFocus(page.Field("answer.no.title"));
        await page.Window.ExpectAccessible();
    }

    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task A_link_opens_every_problem_of_the_customer_and_a_dead_one_asks_for_the_number(
        int width, ColorScheme colours, string language)
    {
        var (number, _) = (await Service.OpenRich(), await Service.OpenRich("50178"));
        using var email = await Service.Client("email");
        var (address, token) = await email.Link(number, Samples.Email);
        var window = await Open(new Look(width, colours, language));
        var page = new TrackPage(window);
        var answer = new TaskCompletionSource<int?>();
        await window.Hold("**/v1/tracking/link-views", answer.Task);
        await page.Page.GotoAsync($"/t/{number}#{token}");
        await page.ExpectText("link.opening");
        await window.ExpectAccessible();
        answer.SetResult(null);
        await page.Heading("others.title").WaitForAsync();
        Assert.DoesNotContain(token, page.Page.Url);
        await window.ExpectAccessible();

        (await email.Delete(address)).Expect(HttpStatusCode.NoContent);
        await page.Page.GotoAsync("/track");
        await page.Page.GotoAsync($"/t/{number}#{token}");
        await page.Heading("link.invalid").WaitForAsync();
        await window.ExpectAccessible();
    }

    [Fact]
    public async Task What_a_customer_writes_survives_a_dropped_line_and_the_end_of_the_visit()
    {
        const string Words = "The price on the receipt is wrong";
        var number = await Service.OpenRich();
        var page = await TrackPage.Open(await Open(new Look(Look.Phone)), number, Samples.Email);
        await page.Window.SetOffline(true);
        await page.Write("answer.write", Words);
        await page.Alert.WaitForAsync();
        await page.Window.ExpectAccessible();
        await page.Window.SetOffline(false);
        await Pass(TimeSpan.FromDays(1));

        await page.Hands.Press("Control+Enter");
        await page.Heading("open.again").WaitForAsync();
        await page.Window.ExpectAccessible();
        await page.Fill(number, Samples.Email);
        await Expect(page.Field("answer.write")).ToHaveValueAsync(Words);
        await page.Hands.TabTo(page.Field("answer.write"));
        await page.Hands.Press("Control+Enter");

        await page.ExpectText("answer.sent");
        await Expect(page.Page.GetByText(Words)).ToHaveCountAsync(1);
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
