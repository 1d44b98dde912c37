using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.States;

/// <summary>The customer's page.</summary>
public sealed class TrackStateTests(Chromium chromium, PageService service) : StateSuite(chromium, service)
{
    private const string Views = "**/v1/tracking/views";

    [Fact]
    public async Task The_form_reports_missing_fields_invalid_fields_and_no_match()
    {
        var number = await Service.OpenRich("50401");
        var page = await TrackPage.Start(await Open(Spanish));
        await page.Window.ExpectAccessibleInEveryLook("nothing typed yet");

        await page.Keyboard.Activate(page.Button("open.show"));
        await page.ExpectText("open.number.missing");
        await page.Window.ExpectAccessibleInEveryLook("nothing typed at all");

        await page.Fill(Samples.WithOneDigitWrong(number), "nobody");
        await page.ExpectText("open.contact.wrong");
        await page.Window.ExpectAccessibleInEveryLook("a wrong digit, and no contact");

        await page.Fill(number, "somebody.else@example.com");
        await Expect(page.Alert).ToContainTextAsync(page.Text["problem.tracking-not-found"]);
        await page.Window.ExpectAccessibleInEveryLook("a wrong pair");

        await page.Window.SetOffline(true);
        await page.Fill(number, Samples.Email);
        await Expect(page.Alert).ToContainTextAsync(page.Text["problem.offline"]);
        await page.Window.ExpectAccessibleInEveryLook("no connection");
        await page.Window.SetOffline(false);

        var answer = await Hold(page.Window, Views);
        await page.Fill(number, Samples.Email);
        await Expect(page.Button("open.showing")).ToBeVisibleAsync();
        await page.Window.ExpectAccessibleInEveryLook("looking it up");
        answer.SetResult((int)HttpStatusCode.BadGateway);
        await Expect(page.Alert).ToContainTextAsync(page.Text["problem.unexpected"]);
        await page.Window.ExpectAccessibleInEveryLook("a failure of the service");
    }

    [Fact]
    public async Task An_incident_from_open_to_closed_and_the_voucher_for_the_till()
    {
        var number = await Service.OpenRich("50402");
        using var email = await Email();
        await Pass(TimeSpan.FromDays(2));
        var page = await TrackPage.Open(await Open(Spanish), number, Samples.Email);
        await page.ExpectText("state.late");
        await page.Window.ExpectAccessibleInEveryLook("late, with an approval");

        await page.Keyboard.Activate(page.Button("approvals.show"));
        await page.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Window.ExpectAccessibleInEveryLook("the voucher");
        await page.Keyboard.Press("Escape");

        (await email.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" })).Expect(HttpStatusCode.OK);
        (await email.Post($"/v1/incidents/{number}/resolution", new { told = "The order is placed" })).Expect(HttpStatusCode.OK);
        await page.Keyboard.Activate(page.Button("head.reload"));
        await Expect(page.Heading("state.resolved")).ToBeVisibleAsync();
        await page.Window.ExpectAccessibleInEveryLook("resolved");

        await page.Keyboard.Activate(page.Button("answer.no"));
        await page.Keyboard.Activate(page.Button("answer.no.send"));
        await page.ExpectText("answer.missing");
        await page.Window.ExpectAccessibleInEveryLook("not solved, and no word why");
        await page.Keyboard.Activate(page.Button("answer.no.cancel"));

        await page.Keyboard.Activate(page.Button("answer.yes"));
        await Expect(page.Heading("state.closed.customer")).ToBeVisibleAsync();
        await page.Window.ExpectAccessibleInEveryLook("closed");

        await page.Keyboard.Activate(page.Button("leave.button"));
        await page.ExpectText("leave.done");
        await page.Window.ExpectAccessibleInEveryLook("left");
    }

    [Fact]
    public async Task A_link_that_is_opening_one_that_shows_all_incidents_and_an_invalid_one()
    {
        var number = await Service.OpenRich("50403");
        await Service.OpenRich("50405");
        using var email = await Email();
        var link = (await email.Post(
            $"/v1/incidents/{number}/tracking-links", new { contact = new { kind = "email", value = Samples.Email } }))
            .Expect(HttpStatusCode.Created);
        var address = $"/t/{number}" + new Uri(link["url"]!.ToString()).Fragment;
        var page = new TrackPage(await Open(Spanish));
        var answer = await Hold(page.Window, "**/v1/tracking/link-views");
        await page.Page.GotoAsync(address);
        await page.ExpectText("link.opening");
        await page.Window.ExpectAccessibleInEveryLook("being opened");
        answer.SetResult(null);
        await Expect(page.Heading("others.title")).ToBeVisibleAsync();
        await page.Keyboard.Activate(page.Button("quiet.button"));
        await page.ExpectText("quiet.done");
        await page.Window.ExpectAccessibleInEveryLook("all problems, and no more questions");

        (await email.Delete($"/v1/incidents/{number}/tracking-links/{link["id"]}")).Expect(HttpStatusCode.NoContent);
        var dead = new TrackPage(await Open(Spanish));
        await dead.Page.GotoAsync(address);
        await Expect(dead.Heading("link.invalid")).ToBeVisibleAsync();
        await dead.Window.ExpectAccessibleInEveryLook("dead");
    }

    [Fact]
    public async Task Words_without_a_space_are_no_wider_than_a_phone()
    {
        using var email = await Email();
        var word = string.Concat(Enumerable.Repeat("Lieferung_der_Fliesen_", 8));
        var number = await email.Open(new
        {
            subject = word,
            contacts = new[] { new { kind = "email", value = Samples.Email } },
            message = new { direction = "in", text = "https://example.com/" + word },
            promises = new[] { new { text = word, dueAt = Service.Clock.GetUtcNow().AddHours(1) } },
        });

        var page = await TrackPage.Open(await Open(Spanish), number, Samples.Email);

        await page.Window.ExpectAccessibleInEveryLook("words without a space");
    }

    [Fact]
    public async Task An_expired_page_asks_for_the_contact_again_and_keeps_the_typed_text()
    {
        var number = await Service.OpenRich("50404");
        var page = await TrackPage.Open(await Open(Spanish), number, Samples.Email);
        await page.Keyboard.TypeInto(page.Field("answer.write"), "Is it on its way?");
        await Pass(TimeSpan.FromDays(2));

        await page.Keyboard.Press("Control+Enter");

        await Expect(page.Heading("open.again")).ToBeVisibleAsync();
        await page.Window.ExpectAccessibleInEveryLook("expired");
        await page.Fill(number, Samples.Email);
        await Expect(page.Field("answer.write")).ToHaveValueAsync("Is it on its way?");
        await page.Window.SetOffline(true);
        await page.Keyboard.TabTo(page.Field("answer.write"));
        await page.Keyboard.Press("Control+Enter");
        await Expect(page.Alert).ToContainTextAsync(page.Text["problem.offline"]);
        await page.Window.ExpectAccessibleInEveryLook("offline, with a story");
        await page.Window.SetOffline(false);
    }
}
