using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>The card says what else the same customer has asked.</summary>
public sealed class CustomerTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    private static readonly object[] Anna = [new { kind = "email", value = "anna@example.com" }, new { kind = "name", value = "Anna" }];

    [Fact]
    public async Task The_card_lists_the_other_incidents_of_the_same_customer_and_opens_them()
    {
        using var rep = await Service.Client("email");
        await rep.Open(new { subject = "Somebody else's chair", contacts = new[] { new { kind = "name", value = "Anna" } } });
        var lamp = await rep.Open(new { subject = "A lamp", contacts = Anna });
        var drill = await rep.Open(new { subject = "A drill", contacts = Anna });
        await OpenCard(drill);

        var others = Page.GetByRole(AriaRole.List, new() { Name = "Their other incidents" }).GetByRole(AriaRole.Link);
        await Expect(others).ToHaveCountAsync(1);
        await Expect(others).ToContainTextAsync("A lamp");
        await others.ClickAsync();

        await Page.WaitForURLAsync("**/desk/incidents/" + lamp);
        await Expect(others).ToContainTextAsync("A drill");
        await Window.ExpectAccessible();
    }

    [Theory]
    [InlineData("/desk", "Incident desk")]
    [InlineData("/desk/new", "New incident · Incident desk")]
    [InlineData("/desk/work?list=promises", "Work · Promises due · Incident desk")]
    [InlineData("/desk/nowhere", "There is no such page · Incident desk")]
    public async Task The_title_of_the_window_names_the_view_and_the_program(string address, string title)
    {
        await SignIn(address);

        await Expect(Page).ToHaveTitleAsync(title);
    }
}
