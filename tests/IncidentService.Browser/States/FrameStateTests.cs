using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.States;

/// <summary>The frame of the desk and its box, from the sign-in to the session's end.</summary>
public sealed class FrameStateTests(Chromium chromium, PageService service) : StateSuite(chromium, service)
{
    [Fact]
    public async Task The_sign_in_form_shows_its_errors()
    {
        var window = await Open(Spanish);
        var desk = new DeskPage(window);
        await window.Page.GotoAsync("/desk");
        var name = desk.Main.GetByLabel(desk.Text["signIn.agent"]);
        await KeyboardUser.ExpectFocus(name);
        await window.ExpectAccessibleInEveryLook("nothing typed yet");

        await desk.Keyboard.Type("Ana Ruiz");
        await desk.EnterKey(desk.Main, "no-such-key");
        await Expect(desk.Page.GetByText(desk.Text["signIn.wrongKey"])).ToBeVisibleAsync();
        await window.ExpectAccessibleInEveryLook("a wrong key");

        await window.SetOffline(true);
        await desk.EnterKey(desk.Main, "no-such-key");
        await Expect(desk.Alert).ToContainTextAsync(desk.Text["offline.title"]);
        await window.ExpectAccessibleInEveryLook("no connection");
        await window.SetOffline(false);
    }

    [Fact]
    public async Task The_search_box_shows_what_it_parsed_and_what_it_found()
    {
        using var email = await Email();
        var number = await Service.OpenRich();
        await email.Open(new { subject = "A second drill", contacts = new[] { new { kind = "email", value = Samples.Email } } });
        var desk = await SignIn("phone", look: Spanish);
        foreach (var (typed, says) in new[]
                 {
                     (number[..7], desk.Page.GetByText(desk.Text["box.count", ("count", "7")])),
                     (number, desk.Page.GetByText(desk.Text["box.number"])),
                     (Samples.WithOneDigitWrong(number), desk.Page.Locator(".live-warn")), // one number was meant, or one of several
                     ("pedido 5512", desk.Page.GetByText(desk.Text["box.other"])),
                 })
        {
            await desk.Box.FillAsync(typed);
            await Expect(says).ToBeVisibleAsync();
            await desk.Window.ExpectAccessibleInEveryLook($"typing {typed}");
        }

        const string Lookups = "**/v1/lookups";
        var answer = await Hold(desk.Window, Lookups);
        await desk.Ask("pedido 5512");
        await Loading(desk.Window).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("looking up");
        answer.SetResult((int)HttpStatusCode.BadGateway);
        await Expect(desk.Alert).ToContainTextAsync(desk.Text["problem.unexpected"]);
        await desk.Window.ExpectAccessibleInEveryLook("a failed look-up");
        await Release(desk.Window, Lookups);

        await desk.Keyboard.Activate(desk.Button("again"));
        await KeyboardUser.ExpectFocus(desk.Button("miss.open"));
        await desk.Keyboard.Activate(desk.Button("miss.tell"));
        await desk.Window.ExpectAccessibleInEveryLook("a miss, to be answered");

        await desk.Ask(Samples.WithOneDigitWrong(number));
        await KeyboardUser.ExpectFocus(desk.Button("confirm.yes"));
        await desk.Window.ExpectAccessibleInEveryLook("a mended number");

        await desk.Ask(Samples.Email);
        await desk.Page.Locator(".matches").WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("several incidents");
    }

    [Fact]
    public async Task Drafts_and_recent_incidents_are_offered_and_a_reserved_number_is_reported()
    {
        using var email = await Email();
        var number = await email.Open(new { subject = "A drill" });
        var reserved = (await email.Post("/v1/number-blocks", new { size = 1 })).Expect(HttpStatusCode.Created)["numbers"]![0]!.ToString();
        var desk = await SignIn("email", look: Spanish, at: "/desk/incidents/" + number);
        var note = await desk.Card.Act("n", "form.note");
        await note.Type("note.text", "Call her after six");
        await desk.Page.GotoAsync("/desk");
        await Expect(desk.Heading("drafts.title")).ToBeVisibleAsync();
        await Expect(desk.Heading("recent.title")).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a draft and an incident seen before");

        await desk.Ask(reserved);
        await Expect(desk.Page.GetByText(desk.Text["reserved.title"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a reserved number");
    }

    [Fact]
    public async Task The_frame_shows_its_shortcuts_unknown_addresses_and_a_lost_connection()
    {
        var desk = await SignIn("phone", look: Spanish, at: "/desk/no-such-view");
        await Expect(desk.Heading("notFound.title")).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("no such page");

        await desk.Keyboard.Press("?");
        await desk.Page.GetByRole(AriaRole.Dialog, new() { Name = desk.Text["help.title"] }).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("the keys");
        await desk.Keyboard.Press("Escape");

        const string Reports = "**/assets/**/reports/reports.js";
        await desk.Page.RouteAsync(Reports, route => route.AbortAsync());
        await desk.Keyboard.Press("e");
        await Expect(desk.Heading("loadFailed.title")).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a view that did not load");
        desk.Window.ForgetErrors();

        await desk.Keyboard.Press("b");
        await desk.Window.SetOffline(true);
        await desk.Ask("pedido 5512");
        await Expect(desk.Page.Locator(".banner")).ToContainTextAsync(desk.Text["offline.title"]);
        await desk.Window.ExpectAccessibleInEveryLook("no connection");
        await desk.Window.SetOffline(false);
        await Expect(desk.Page.Locator(".banner")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_shows_that_it_is_checking_the_session_and_asks_to_sign_in_again_after_its_end()
    {
        var desk = await SignIn("phone", look: Spanish);
        const string Session = "**/v1/session";
        var answer = await Hold(desk.Window, Session);
        await desk.Page.ReloadAsync();
        await Loading(desk.Window).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("who is it");
        answer.SetResult(null);
        await KeyboardUser.ExpectFocus(desk.Box);

        Service.Clock.Advance(2 * PageService.Idle);
        await desk.Ask("pedido 5512");
        await desk.Expired.WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("the session has ended");
        await desk.EnterKey(desk.Expired, "no-such-key");
        await Expect(desk.Expired.GetByText(desk.Text["signIn.wrongKey"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a wrong key in the dialog");
    }
}
