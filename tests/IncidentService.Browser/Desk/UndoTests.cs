using System.Net;
using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Actions are undone on the card, and the form says what remains.</summary>
public sealed class UndoTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    [Fact]
    public async Task A_text_is_redacted_permanently()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { message = new { direction = "in", text = "My card is 4111 1111" } });
        await OpenCard(number);

        await Timeline.GetByText("My card is 4111 1111").HoverAsync();
        await Button("Remove text").ClickAsync();
        var form = await Form("Remove text");
        await Expect(form.GetByText("My card is 4111 1111")).ToBeVisibleAsync();
        await Window.ExpectAccessible();
        await Send(form);

        await Expect(Timeline.Locator(".line-what").GetByText("removed a text")).ToBeVisibleAsync();
        await Expect(Page.GetByText("My card is 4111 1111")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task After_a_redemption_is_reversed_the_approval_can_be_used_again()
    {
        using var email = await Service.Client("email", "read", "write", "approve");
        using var store = await Service.Client("store", "read", "write", "redeem");
        var number = await email.Open(new { approvals = new[] { new { type = "replacement", item = "Drill" } } });
        (await store.Put($"/v1/incidents/{number}/approvals/1/redemptions/T-1", new { })).Expect(HttpStatusCode.Created);
        await OpenCard(number, "store");

        await Button("Take back").ClickAsync();
        await Send(await Form("Take back T-1"));

        await Expect(Button("Redeem")).ToBeVisibleAsync();
        await Expect(Button("Take back")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_merged_incident_is_separated_again()
    {
        using var rep = await Service.Client("email");
        var (number, other) = (await rep.Open(new { subject = "A drill" }), await rep.Open(new { subject = "Another drill" }));
        (await rep.Post($"/v1/incidents/{other}/merge", new { into = number })).Expect(HttpStatusCode.OK);
        await OpenCard(number);
        var name = $"Separate {other[..4]}-{other[4..8]}-{other[8..]}";

        await Button(name).ClickAsync();
        await Send(await Form(name));

        await Expect(Timeline.Locator(".line-what").GetByText("separated from")).ToBeVisibleAsync();
        Assert.Equal("Another drill", (await Card(other))["subject"]!.ToString());
    }

    [Fact]
    public async Task A_contact_and_a_reference_are_removed_by_keyboard()
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new
        {
            contacts = new[] { new { kind = "email", value = "anna@example.com" } },
            references = new[] { new { system = "order", value = "W/55:1" } },
        });
        await OpenCard(number);

        foreach (var what in new[] { "anna@example.com", "order W/55:1" })
        {
            await Button("Remove " + what).FocusAsync();
            await Page.Keyboard.PressAsync("Enter");
            var form = await Form("Remove " + what);
            await Expect(form.GetByRole(AriaRole.Button, new() { Name = "Remove it" })).ToBeFocusedAsync();
            await Page.Keyboard.PressAsync("Enter");
            await Expect(form).ToHaveCountAsync(0);
            await Expect(Button("Remove " + what)).ToHaveCountAsync(0);
        }
        var card = await Card(number);
        Assert.Empty(card["contacts"]!.AsArray());
        Assert.Empty(card["references"]!.AsArray());
    }
}
