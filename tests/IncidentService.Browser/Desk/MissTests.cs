using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Whoever finds out what a quoted text was is told whether the next one will find it.</summary>
public sealed class MissTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    [Theory]
    [InlineData("", "RMA 777123", "miss.kept", false)]
    [InlineData("repairs", "RMA 888456", "miss.saved", true)]
    public async Task An_answer_says_whether_it_teaches(string system, string quoted, string said, bool isTaught)
    {
        using var rep = await Service.Client("email");
        var number = await rep.Open(new { subject = "A dishwasher" });
        var texts = Texts.English.Desk;
        await SignIn("/desk");
        await Ask(quoted);

        await Button(texts["miss.tell"]).ClickAsync();
        await Page.GetByLabel(texts["miss.number"]).FillAsync(number);
        await Page.GetByLabel(texts["miss.system"]).FillAsync(system);
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByText(texts[said])).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Ask(quoted);
        var heading = texts[isTaught ? "confirm.title" : "miss.title"];
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
    }

    private async Task Ask(string quoted)
    {
        var box = Page.GetByLabel(Texts.English.Desk["box.label"]);
        await box.FillAsync(quoted);
        await box.PressAsync("Enter");
    }
}
