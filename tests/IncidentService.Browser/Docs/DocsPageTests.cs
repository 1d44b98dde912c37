using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Docs;

/// <summary>The pages that browse the contract. Swagger UI draws them, and our stylesheet and script mend what it gets wrong.</summary>
public sealed class DocsPageTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(Look.BothColours), MemberType = typeof(Look))]
    public async Task The_contract_breaks_no_rule_of_accessibility(ColorScheme colours)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("INCIDENTS_TEST_CHROMIUM") is not null,
            "Drawing the contract takes a busy machine minutes: INCIDENTS_TEST_CHROMIUM=1 tests/run asks for it.");
        Chromium.SkipIfMissing();
        await using var service = await RunningService.Start();
        await using var window = await chromium.Open(service.Address, new Look(Colours: colours));
        var post = window.Page.GetByRole(AriaRole.Button, new() { Name = "POST /v1/lookups Look up" });
        await window.Page.GotoAsync("/docs/");
        await post.WaitForAsync();
        await window.ExpectAccessible();

        await post.ClickAsync();
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Responses" }).WaitForAsync();
        await window.ExpectAccessible();
    }
}
