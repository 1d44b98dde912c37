using System.Net;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.States;

/// <summary>The card of an incident, its forms and its slip.</summary>
public sealed class CardStateTests(Chromium chromium, PageService service) : StateSuite(chromium, service)
{
    private static readonly (string Key, string Title)[] Forms =
    [
        ("m", "form.message"), ("n", "form.note"), ("v", "form.visit"), ("p", "form.promise"), ("a", "form.approval"),
        ("h", "form.handoff"), ("r", "form.resolve"), ("u", "form.edit"), ("g", "form.merge"), ("c", "form.contact"),
        ("f", "form.reference"), ("l", "form.link"), ("q", "form.permission"),
    ];

    [Fact]
    public async Task A_card_while_loading_failed_unknown_or_possibly_outdated()
    {
        var number = await Service.OpenRich("50201");
        var desk = await SignIn("phone", look: Spanish);
        var calls = $"**/v1/incidents/{number}";
        var answer = await Hold(desk.Window, calls);
        await desk.Page.GotoAsync("/desk/incidents/" + number);
        await Loading(desk.Window).WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("on its way");
        answer.SetResult((int)HttpStatusCode.BadGateway);
        await Expect(desk.Alert).ToContainTextAsync(desk.Text["problem.unexpected"]);
        await desk.Window.ExpectAccessibleInEveryLook("failed");

        await Release(desk.Window, calls);
        await desk.Keyboard.Activate(desk.Button("again"));
        await desk.Card.Root.WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("all its parts");

        (await Hold(desk.Window, calls)).SetResult((int)HttpStatusCode.BadGateway);
        using var email = await Email();
        (await email.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = "Hello?" })).Expect(HttpStatusCode.Created);
        await Expect(desk.Page.GetByText(desk.Card.Text["card.stale"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("out of date");
        await Release(desk.Window, calls);

        await desk.Page.GotoAsync("/desk/incidents/" + Samples.WithOneDigitWrong(number).Replace("-", ""));
        await Expect(desk.Page.GetByText(desk.Card.Text["card.unknown"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("unknown");
    }

    [Fact]
    public async Task A_card_in_every_stage_from_a_used_approval_to_the_close()
    {
        var number = await Service.OpenRich("50202");
        using var email = await Email();
        using var store = await Service.Client("store", "read", "write", "redeem");
        (await store.Put($"/v1/incidents/{number}/approvals/1/redemptions/R-1", new { item = "DCD791" })).Expect(HttpStatusCode.Created);
        var other = await email.Open(new { subject = "The same drill" });
        (await email.Post($"/v1/incidents/{other}/merge", new { into = number })).Expect(HttpStatusCode.OK);
        await Pass(TimeSpan.FromDays(2));
        var desk = await SignIn("phone", look: Spanish, at: "/desk/incidents/" + number);
        await Expect(desk.Card.Promised.GetByText(desk.Card.Text.Like("promised.late"))).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a late promise, a used approval, a merged incident");

        (await email.Put($"/v1/incidents/{number}/promises/1/outcome", new { outcome = "kept" })).Expect(HttpStatusCode.OK);
        (await email.Post($"/v1/incidents/{number}/resolution", new { told = "The order is placed" })).Expect(HttpStatusCode.OK);
        await Expect(desk.Card.Allowed.GetByText(desk.Card.Text["may.resolved"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("resolved");
        foreach (var (key, title) in new[] { ("y", "form.confirm"), ("x", "form.dispute") }) await CheckForm(desk, key, title);

        (await store.Post($"/v1/incidents/{number}/confirmation", new { relayed = true })).Expect(HttpStatusCode.OK);
        await Expect(desk.Page.GetByText(desk.Card.Text["wait.closedBy.customer"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("closed");
    }

    [Fact]
    public async Task Every_form_of_the_card()
    {
        var number = await Service.OpenRich("50203");
        var desk = await SignIn("phone", look: Spanish, at: "/desk/incidents/" + number);
        foreach (var (key, title) in Forms) await CheckForm(desk, key, title);

        await desk.Page.GotoAsync("/desk/new");
        await desk.Form("open.title").Root.WaitForAsync();
        await desk.Window.ExpectAccessibleInEveryLook("open.title");
    }

    [Fact]
    public async Task A_form_with_invalid_fields_and_the_slip()
    {
        var number = await Service.OpenRich("50204");
        var desk = await SignIn("phone", look: Spanish, at: "/desk/incidents/" + number);
        var form = await desk.Card.Act("c", "form.contact");
        await form.Type("contact.value", "+1 2");
        await form.Choose("kind.phone");
        await form.TrySend();
        await Expect(form.Root.GetByRole(AriaRole.Alert).Or(form.Root.Locator(".field-fault")).First).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("a refused field");

        await desk.Page.GotoAsync($"/desk/incidents/{number}/slip");
        await Expect(desk.Page.Locator(".paper svg").First).ToBeVisibleAsync();
        await desk.Window.ExpectAccessibleInEveryLook("the slip");
    }

    private static async Task CheckForm(Pages.DeskPage desk, string key, string title)
    {
        var form = await desk.Card.Act(key, title);
        await desk.Window.ExpectAccessibleInEveryLook(title, ".act");
        await desk.Keyboard.TabTo(form.Root.GetByRole(AriaRole.Button).First);
        await desk.Keyboard.Press("Escape");
        await Expect(form.Root).ToHaveCountAsync(0);
        await desk.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();
    }
}
