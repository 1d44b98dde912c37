using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.FirstView;

/// <summary>A browser in which scripts are switched off.</summary>
public sealed class NoScriptTests(Chromium chromium, PageService service) : PageSuite(chromium, service)
{
    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task Without_scripts_a_page_says_in_both_languages_what_to_do_and_shows_no_form(string address)
    {
        var window = await Open();
        await using var context = await window.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();

        await page.GotoAsync(new Uri(Service.Address, address).ToString());

        await Expect(page.Locator("p[lang=en]")).ToContainTextAsync("needs JavaScript");
        await Expect(page.Locator("p[lang=es]")).ToContainTextAsync("necesita JavaScript");
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
    }
}
