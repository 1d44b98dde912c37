using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IncidentService.Browser.Docs;

/// <summary>The pages that browse the contract. Swagger UI draws them; our stylesheet and script fix its accessibility.</summary>
public sealed class DocsPageTests(Chromium chromium, PageService service) : IClassFixture<PageService>
{
    /// <summary>What Swagger UI gets wrong by itself. All rules on open operations would take minutes.</summary>
    private static readonly string[] Rules =
    [
        "aria-allowed-attr", "aria-allowed-role", "aria-required-attr", "aria-valid-attr-value", "button-name", "color-contrast",
        "heading-order", "label", "link-name", "list", "listitem", "scrollable-region-focusable", "select-name",
    ];

    /// <summary>Among them they have operations of every method.</summary>
    private static readonly string[] Tags = ["Incidents", "Contacts"];

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    [Fact]
    public async Task The_contract_page_and_one_open_operation_per_method_are_accessible_in_light_and_dark()
    {
        Chromium.SkipIfMissing();
        // with a stopped clock it resolves nothing
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var page = window.Page;
        await page.GotoAsync("/docs/");
        await page.Locator(".opblock-tag").First.WaitForAsync();
        await window.ExpectAccessible();
        await Switch(page, "Switch to dark mode");
        await window.ExpectAccessible();

        foreach (var tag in Tags) await page.Locator($".opblock-tag[data-tag='{tag}']").ClickAsync();
        await Open(page);
        await window.ExpectAccessible(".opblock.is-open", Rules);
        await Switch(page, "Switch to light mode");
        await window.ExpectAccessible(".opblock.is-open", Rules);
        window.ExpectNoErrors();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_window_however_much_of_the_contract_is_open()
    {
        Chromium.SkipIfMissing();
        await using var window = await chromium.Open(service.Running.Address, new Look(Look.Phone));
        var page = window.Page;
        await page.GotoAsync("/docs/");
        await page.Locator(".opblock-tag").First.WaitForAsync();
        await window.ExpectNothingTooWide();

        foreach (var tag in Tags) await page.Locator($".opblock-tag[data-tag='{tag}']").ClickAsync();
        await Open(page);

        await window.ExpectNothingTooWide();
        await window.ExpectAccessible(".opblock.is-open", Rules);
    }

    private static async Task Open(IPage page)
    {
        foreach (var method in Methods)
        {
            await page.Locator($".opblock-{method} .opblock-summary-control").First.ClickAsync();
            await page.Locator($".opblock-{method}.is-open .responses-wrapper").WaitForAsync(); // it resolves the schemas first
        }
    }

    private static async Task Switch(IPage page, string name)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = name })).ToHaveCountAsync(0);
    }
}
