using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Docs;

/// <summary>The pages that browse the contract. Swagger UI draws them, and our stylesheet and script mend what it gets wrong.</summary>
public sealed class DocsPageTests(Chromium chromium) : PageSuite(chromium)
{
    /// <summary>What Swagger UI gets wrong by itself. All rules on open operations would take minutes.</summary>
    private static readonly string[] Rules =
    [
        "aria-allowed-attr", "aria-allowed-role", "aria-required-attr", "aria-valid-attr-value", "button-name", "color-contrast",
        "heading-order", "label", "link-name", "list", "listitem", "scrollable-region-focusable", "select-name",
    ];

    /// <summary>Among them they have operations of every method.</summary>
    private static readonly string[] Tags = ["Incidents", "Contacts", "References", "Lookups"];

    [Fact]
    public async Task The_contract_breaks_no_rule_of_accessibility_in_light_and_dark()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("INCIDENTS_TEST_CHROMIUM") is not null,
            "Swagger UI resolves every schema first, which takes a busy machine minutes: INCIDENTS_TEST_CHROMIUM=1 tests/run asks for it.");
        var window = await Open();
        var page = window.Page;
        await page.GotoAsync("/docs/");
        await page.Locator(".opblock-tag").First.WaitForAsync();
        await window.ExpectAccessible();
        await Switch(page, "Switch to dark mode");
        await window.ExpectAccessible();

        foreach (var tag in Tags) await page.Locator($".opblock-tag[data-tag='{tag}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "POST /v1/lookups Look up" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Responses" }))
            .ToBeVisibleAsync(new() { Timeout = 3 * (float)Window.Patience.TotalMilliseconds }); // it resolves every schema first
        await Window.ExpectAccessible(page.Locator("#swagger-ui"), Rules);
        await Switch(page, "Switch to light mode");
        await Window.ExpectAccessible(page.Locator("#swagger-ui"), Rules);
    }

    private static async Task Switch(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveCountAsync(0);
    }
}
