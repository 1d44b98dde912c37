using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.FirstView;

/// <summary>What a first visit costs, in figures that do not depend on how busy the machine is.</summary>
public sealed class FirstViewTests(Chromium chromium, ITestOutputHelper output)
{
    private const int MostBytes = 100 * 1024;
    private const int MostRequests = 80;

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task A_first_visit_transfers_under_100_KB_and_every_file_of_it_is_named_in_the_head_of_the_page(string page)
    {
        Chromium.SkipIfMissing();
        using var certificate = new TestCertificate();
        await using var service = await RunningService.Start(certificate.Settings);
        await using var window = await chromium.Open(service.Address, new Look());
        var transfer = await Transfer.Watch(window.Page);

        await window.Page.GotoAsync(page);
        await window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        output.WriteLine($"{page}: {transfer.Bytes:N0} bytes in {transfer.Requests} requests");
        Assert.InRange(transfer.Bytes, 1, MostBytes);
        Assert.InRange(transfer.Requests, 1, MostRequests);
        Assert.Empty(transfer.FoundByScripts);
        window.ExpectNoErrors();
    }
}
