using System.Net;
using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>The actions of the API, performed on the card.</summary>
public sealed class CardFormTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    [Fact]
    public async Task A_visit_is_counted_with_the_wait_of_the_customer()
    {
        using var rep = await Service.Client("store");
        var number = await rep.Open(new { subject = "A drill" });
        await OpenCard(number, "store");

        var form = await Form("v", "Call or visit");
        await Expect(form.GetByLabel("A visit", new() { Exact = true })).ToBeFocusedAsync();
        await form.GetByLabel("Minutes they waited").FillAsync("7");
        await Window.ExpectAccessible();
        await Send(form);

        await Expect(Timeline.GetByText("waited 7 min")).ToBeVisibleAsync();
        Assert.Equal(420, (int)(await Card(number))["interactions"]!["waitSeconds"]!);
    }

    [Fact]
    public async Task A_message_an_approval_and_a_hand_off_are_saved_in_one_step()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "Tiles" });
        await OpenCard(number, "email");

        var form = await Form("m", "Message");
        await Page.Keyboard.TypeAsync("We refund the tiles. The store pays you.");
        await form.GetByLabel("An approval").CheckAsync();
        await form.GetByLabel("A hand-off").CheckAsync();
        await form.GetByLabel("Refund", new() { Exact = true }).CheckAsync();
        await form.GetByLabel("Item").FillAsync("Tiles");
        await form.GetByLabel("What they have to know").FillAsync("Refund at the till");
        await Window.ExpectAccessible();
        await Send(form);

        await Expect(Page.GetByText("Refund: Tiles")).ToBeVisibleAsync();
        var card = await Card(number);
        Assert.Equal("refund", card["approvals"]![0]!["type"]!.ToString());
        Assert.Equal("Refund at the till", card["handoffs"]![0]!["reason"]!.ToString());
        Assert.Equal(
            "We refund the tiles. The store pays you.",
            card["timeline"]!.AsArray().Single(line => line!["type"]!.ToString() == "message.sent")!["text"]!.ToString());
    }

    [Fact]
    public async Task An_edit_does_not_overwrite_the_concurrent_change_of_a_colleague()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "Dril", team = "tools" });
        await OpenCard(number);

        var form = await Form("u", "Edit");
        await form.GetByLabel("Subject").FillAsync("A drill");
        (await rep.Patch("/v1/incidents/" + number, new { team = "repairs" })).Expect(HttpStatusCode.OK);
        await Expect(Timeline.GetByText("changed team")).ToBeVisibleAsync();
        await Send(form);

        var card = await Card(number);
        Assert.Equal(("A drill", "repairs"), (card["subject"]!.ToString(), card["team"]!.ToString()));
    }

    [Fact]
    public async Task A_resumed_edit_does_not_overwrite_what_a_colleague_changed_since_the_draft()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "Dril", team = "tools" });
        await OpenCard(number);
        var form = await Form("u", "Edit");
        await form.GetByLabel("Subject").FillAsync("A drill");
        await Page.Keyboard.PressAsync("Escape");
        (await rep.Patch("/v1/incidents/" + number, new { team = "repairs" })).Expect(HttpStatusCode.OK);
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Article).WaitForAsync();

        await Send(await Form("u", "Edit"));

        var card = await Card(number);
        Assert.Equal(("A drill", "repairs"), (card["subject"]!.ToString(), card["team"]!.ToString()));
    }

    [Fact]
    public async Task A_personal_link_can_be_copied_and_works_until_it_is_revoked()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "A drill", contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        await OpenCard(number);

        await Send(await Form("l", "Customer’s link"));
        var link = Page.GetByLabel("The link, good until");
        await Expect(link).ToBeFocusedAsync();
        Assert.Contains($"/t/{number}#", await link.InputValueAsync());
        await Window.ExpectAccessible();

        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();
        await Form("l", "Customer’s link");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Revoke anna@example.com" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Links that work now" })).ToHaveCountAsync(0);
        using var reader = await Service.Client("email", "read");
        var links = (await reader.Get($"/v1/incidents/{number}/tracking-links")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.NotNull(Assert.Single(links)!["revokedAt"]);
    }

    [Fact]
    public async Task After_an_opt_out_the_card_refuses_further_surveys()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        await OpenCard(number);

        var form = await Form("q", "May we ask?");
        await form.GetByLabel("They want no more questions").CheckAsync();
        await Send(form);
        await Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();
        await Send(await Form("q", "May we ask?"));

        await Expect(Page.GetByText("No: the customer wants no more questions")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_user_with_read_access_sees_no_forms()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { contacts = new[] { new { kind = "email", value = "anna@example.com" } } });
        await OpenCard(number, "email", "read");

        await Expect(Page.GetByText("anna@example.com")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("u");

        await Expect(Page.GetByRole(AriaRole.Form)).ToHaveCountAsync(0);
        Assert.Equal(
            ["Copy", "Copy the number to say it"],
            await Page.GetByRole(AriaRole.Article).GetByRole(AriaRole.Button).EvaluateAllAsync<string[]>(
                "buttons => buttons.map(button => button.textContent.trim())"));
    }
}
