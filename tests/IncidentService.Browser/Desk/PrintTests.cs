using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IncidentNumbers;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.Desk;

/// <summary>What comes out of a printer.</summary>
public sealed class PrintTests(Chromium chromium, PageService service) : FormSuite(chromium, service)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    [Theory]
    [InlineData("Receipt, 80 mm", 80)]
    [InlineData("Receipt, 58 mm", 58)]
    [InlineData("A5", 148)]
    [InlineData("A4", 210)]
    public async Task The_slip_is_one_page_of_the_chosen_paper_with_codes_that_a_scanner_reads(string paper, int millimetres)
    {
        var number = await Service.OpenRich($"print-{millimetres}");
        await SignIn($"/desk/incidents/{number}/slip");
        await Page.GetByLabel(paper).CheckAsync();

        var pages = Regex.Count(await Print(), "/Type /Page\\b");
        var width = double.Parse(Regex.Match(await Print(), @"/MediaBox \[0 0 ([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);

        Assert.Equal(1, pages);
        Assert.Equal(millimetres, width / PointsPerMillimetre, tolerance: 0.5);
        Assert.Equal(
            [$"CODE-128:{IncidentNumber.Parse(number):B}", $"QR-Code:{PageService.TrackingAddress}/t/{number}"], await Scan());
    }

    [Fact]
    public async Task A_printed_card_is_ink_on_white_paper_without_anything_to_press()
    {
        await OpenCard(await Service.OpenRich("print-card"));

        await Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });

        var ground = await Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor");
        Assert.Equal("rgb(255, 255, 255)", ground);
        await Assertions.Expect(Page.Locator("button:visible, a.button:visible, .top:visible")).ToHaveCountAsync(0);
        await Assertions.Expect(Page.GetByText("A manager calls within the day").First).ToBeVisibleAsync();
    }

    private async Task<string> Print() =>
        Encoding.Latin1.GetString(await Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));

    /// <summary>What ZBar reads from the slip as a printer of 300 dots an inch draws it.</summary>
    private async Task<string[]> Scan()
    {
        using var tools = new ToolFolder();
        await Page.Locator(".paper").EvaluateAsync("paper => { paper.style.zoom = 3; paper.style.maxWidth = 'none'; }");
        await Page.Locator(".paper").ScreenshotAsync(new() { Path = tools.File("slip.png") });
        var read = await tools.Run("zbarimg", "--quiet", "--nodbus", "slip.png");
        return [.. read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
