using IncidentService.Browser.Infrastructure;
using IncidentService.Browser.Pages;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Finding an incident without its number, and opening one with all its parts, by keyboard only.</summary>
public sealed class OpeningTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    [Fact]
    public async Task A_lookup_records_how_long_the_customer_has_waited()
    {
        using var email = await Service.Client("email");
        var number = await email.Open(new { subject = "A drill" });
        var desk = await SignIn("phone", "Bo Lind");

        await desk.Keyboard.TabTo(desk.Page.GetByLabel(desk.Text["box.waited"]));
        await desk.Keyboard.Type("7");
        await desk.Keyboard.TabTo(desk.Box);
        await desk.Find(number, number);

        Assert.Equal(420, (int)(await email.Get("/v1/incidents/" + number))["interactions"]!["waitSeconds"]!);
        await desk.Keyboard.Press("b");
        await Expect(desk.Page.GetByLabel(desk.Text["box.waited"])).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Without_a_number_the_incident_is_found_by_other_details_of_the_customer()
    {
        using var email = await Service.Client("email");
        var number = await email.Open(new
        {
            subject = "A saw",
            contacts = new[] { new { kind = "email", value = "anna@example.com" } },
            references = new[] { new { system = "repair", value = "WO-99812" } },
        });
        await email.Open(new { subject = "A lamp", contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        var desk = await SignIn("phone", "Bo Lind");

        await desk.Keyboard.Activate(desk.Page.Locator("summary", new() { HasText = desk.Text["box.more"] }));
        await Fill("box.contact", "anna@example.com");
        await Fill("box.value", "WO-99812");
        await Fill("box.system", "repair");
        await desk.Window.ExpectAccessibleInEveryLook("what else they say");
        await desk.Keyboard.Press("Enter");

        await Expect(desk.Page.Locator(".match-subject, .glimpse-subject, .head-subject").First).ToContainTextAsync("A saw");

        async Task Fill(string label, string text) =>
            await desk.Keyboard.TypeInto(desk.Page.GetByRole(AriaRole.Textbox, new() { Name = desk.Text[label], Exact = true }), text);
    }

    [Fact]
    public async Task An_incident_is_opened_with_its_category_its_team_and_its_hand_off()
    {
        var desk = await SignIn("phone", "Bo Lind");
        var form = await desk.StartIncident();
        await desk.Keyboard.Type("Tiles in the wrong shade");
        await form.Type("edit.category", "delivery");
        await form.Type("edit.team", "tiles");
        await form.Choose("message.withHandoff");
        await form.Choose("channel.store");
        await form.Type("handoff.reason", "Show him the other shade");
        await desk.Window.ExpectAccessibleInEveryLook("a new incident with a hand-off");
        await desk.Page.ReloadAsync();
        await desk.Keyboard.Activate(desk.Page.GetByRole(AriaRole.Link, new() { Name = desk.Card.Text["open.continue"] }).First);
        form = desk.Form("open.title");
        await Expect(form.Field("handoff.reason")).ToHaveValueAsync("Show him the other shade"); // the draft has every part
        await desk.Keyboard.TabTo(form.Field("edit.category"));
        await form.Send();

        using var email = await Service.Client("email");
        var card = await email.Get("/v1/incidents/" + await desk.Card.Number());
        Assert.Equal(("delivery", "tiles"), (card["category"]!.ToString(), card["team"]!.ToString()));
        Assert.Equal("store", card["handoffs"]![0]!["to"]!["channel"]!.ToString());
        Assert.Equal("Show him the other shade", card["handoffs"]![0]!["reason"]!.ToString());
    }

    [Fact]
    public async Task An_approval_can_start_at_a_later_time()
    {
        using var email = await Service.Client("email");
        var number = await email.Open();
        var desk = await SignIn("email", at: "/desk/incidents/" + number);
        var form = await desk.Card.Act("a", "form.approval");
        await form.Choose("approval.refund");
        await form.Type("approval.money", "20");
        await desk.Keyboard.Choose(form.Root.GetByRole(AriaRole.Group, new() { Name = desk.Card.Text["approval.start"] })
            .GetByLabel(desk.Card.Text["due.1w"]));
        await form.Send();

        var approval = (await email.Get("/v1/incidents/" + number))["approvals"]![0]!;
        Assert.Equal(Service.Clock.GetUtcNow().AddDays(7), DateTimeOffset.Parse(approval["validFrom"]!.ToString(), null));
        await Expect(desk.Card.Allowed.GetByText(desk.Card.Text.Like("approval.from"))).ToBeVisibleAsync();
    }
}
