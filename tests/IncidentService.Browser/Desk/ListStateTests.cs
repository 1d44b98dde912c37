using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Desk;

/// <summary>Reports, empty and full: axe finds nothing, and nothing is wider than the window.</summary>
public sealed class ListStateTests(Chromium chromium) : PageSuite(chromium)
{
    [Theory]
    [MemberData(nameof(Look.Apart), MemberType = typeof(Look))]
    public async Task The_reports_are_accessible_empty_and_full(int width, ColorScheme colours, string language)
    {
        var look = new Look(width, colours, language);
        var desk = await SignIn("phone", look: look, at: "/desk/reports");
        await Expect(desk.Page.GetByText(look.Texts.Reports["promises.empty"])).ToBeVisibleAsync();
        await desk.Window.ExpectAccessible();

        await Service.OpenRich();
        await desk.Ask("no such thing");
        await desk.Heading("miss.title").WaitForAsync();
        await desk.Page.GotoAsync("/desk/reports");
        await Expect(desk.Page.GetByRole(AriaRole.Table)).ToHaveCountAsync(3);
        await desk.Window.ExpectAccessible();
    }
}
