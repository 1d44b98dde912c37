using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.States;

/// <summary>The work lists and the reports.</summary>
public sealed class ListStateTests(Chromium chromium, PageService service) : StateSuite(chromium, service)
{
    private static readonly string[] Lists = ["handoffs", "promises", "waiting", "misses"];

    [Fact]
    public async Task A_list_while_loading_failed_or_empty()
    {
        await UseOwnService();
        var desk = await SignIn("phone", look: Spanish);
        const string Calls = "**/v1/*?*";
        var answer = await Hold(desk.Window, Calls);
        await desk.Page.GotoAsync("/desk/work");
        await Loading(desk.Window).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("on its way");
        answer.SetResult((int)HttpStatusCode.BadGateway);
        await Expect(desk.Alert.First).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("failed");
        await Release(desk.Window, Calls);

        foreach (var list in Lists)
        {
            await desk.Page.GotoAsync("/desk/work?list=" + list);
            await Expect(desk.Page.GetByText(desk.Window.Texts.Work[list + ".empty"])).ToBeVisibleAsync();
            await desk.Window.ExpectAccessibleInEveryLook("nothing in " + list);
        }
        await desk.Page.GotoAsync("/desk/reports");
        await Expect(desk.Page.GetByText(desk.Window.Texts.Reports["promises.empty"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("nothing to report");
    }

    [Fact]
    public async Task Lists_with_rows_and_the_form_that_a_row_opens()
    {
        await Fill("50301");
        var desk = await SignIn("phone", look: Spanish);
        var text = desk.Window.Texts.Work;
        foreach (var list in Lists)
        {
            await desk.Page.GotoAsync("/desk/work?list=" + list);
            await desk.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Article).First.WaitForAsync();
            await desk.Window.ExpectAccessibleInEveryLook(list);
            var action = list switch { "promises" => text["promises.do.broken"], "misses" => text["misses.answer"], _ => null };
            if (action is null) continue;
            await desk.Keyboard.Activate(Button(desk, action));
            await desk.Page.Locator(".entry-form").WaitForAsync();
            await desk.Window.ExpectAccessibleInEveryLook(list + ", with its form");
        }
        await desk.Page.GotoAsync("/desk/work");
        await desk.Keyboard.Activate(Button(desk, text["handoffs.accept"]));
        await Expect(desk.Page.GetByText(text["handoffs.accepted"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("an accepted hand-off");
    }

    [Fact]
    public async Task Reports_while_loading_failed_or_with_figures()
    {
        await Fill("50302");
        var desk = await SignIn("phone", look: Spanish);
        const string Calls = "**/v1/reports/**";
        var answer = await Hold(desk.Window, Calls);
        await desk.Page.GotoAsync("/desk/reports");
        await Loading(desk.Window).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("on their way");
        answer.SetResult((int)HttpStatusCode.BadGateway);
        await Expect(desk.Alert).ToHaveCountAsync(3);
        await desk.Window.ExpectAccessibleInEveryLook("failed");

        await Release(desk.Window, Calls);
        await desk.Page.ReloadAsync();
        await Expect(desk.Page.Locator(".report svg[role=img], .report figure svg")).Not.ToHaveCountAsync(0);
        await Expect(Loading(desk.Window)).ToHaveCountAsync(0);
        await desk.Window.ExpectAccessibleInEveryLook("with figures");
    }

    /// <summary>Something in every list, and something to report.</summary>
    private async Task Fill(string ticket)
    {
        var number = await Service.OpenRich(ticket);
        using var email = await Email();
        using var social = await Service.Client("social");
        (await email.Post($"/v1/incidents/{number}/promises", new { text = "The drill comes on Friday", dueAt = "2026-11-27T17:00:00Z" }))
            .Expect(HttpStatusCode.Created);
        await social.Open(new { subject = "Angry tweet", message = new { direction = "in", text = "Does anybody read this?" } });
        (await social.Post("/v1/lookups", new { quoted = "pedido " + ticket + "-Z", customerPresent = true })).Expect(HttpStatusCode.OK);
        (await email.Post($"/v1/incidents/{number}/timeline", new { direction = "out", text = "We do." })).Expect(HttpStatusCode.Created);
        (await email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "Thanks" })).Expect(HttpStatusCode.Created);
        await Pass(TimeSpan.FromHours(1));
    }

    private static ILocator Button(DeskPage desk, string name) =>
        desk.Page.GetByRole(AriaRole.Tabpanel).GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;
}
