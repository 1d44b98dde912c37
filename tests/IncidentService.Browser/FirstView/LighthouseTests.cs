using System.Text.Json.Nodes;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.FirstView;

/// <summary>
/// Lighthouse on the first view of each page. How fast it finds a page follows how busy this machine is, so that is printed, and checked
/// only where INCIDENTS_TEST_LIGHTHOUSE is set; FirstViewTests checks the bytes and the requests that it comes from.
/// </summary>
public sealed class LighthouseTests(ITestOutputHelper output)
{
    private const int Interactive = 1000;

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task Lighthouse_finds_a_page_accessible_and_fast_on_a_slow_line(string page)
    {
        Chromium.SkipIfMissing();
        using var certificate = new TestCertificate();
        await using var service = await RunningService.Start(certificate.Settings);

        var report = await Judge(new Uri(service.Address, page));

        var audits = report["audits"]!;
        double Figure(string audit) => audits[audit]!["numericValue"]!.GetValue<double>();
        double Score(string category) => report["categories"]![category]!["score"]!.GetValue<double>();
        output.WriteLine(
            $"{page}: performance {Score("performance") * 100:0}, accessibility {Score("accessibility") * 100:0}, first paint "
            + $"{Figure("first-contentful-paint"):0} ms, interactive {Figure("interactive"):0} ms, blocked "
            + $"{Figure("total-blocking-time"):0} ms, {Figure("total-byte-weight")} bytes");
        Assert.Equal(1, Score("accessibility"));
        if (Environment.GetEnvironmentVariable("INCIDENTS_TEST_LIGHTHOUSE") is null) return;
        Assert.InRange(Score("performance"), 0.95, 1);
        Assert.InRange(Figure("interactive"), 0, Interactive);
    }

    /// <summary>On Lighthouse's slow 4G line: 150 ms there and back, 1.6 Mbit/s. The processor is that of a desk, not of a phone.</summary>
    private static async Task<JsonNode> Judge(Uri address)
    {
        using var tools = new ToolFolder();
        await tools.LinkNpmTools();
        tools["CHROME_PATH"] = Chromium.Path!;
        await tools.RunNpmTool(
            "lighthouse", address.ToString(), "--quiet", "--output=json", "--output-path=" + tools.File("report.json"),
            "--only-categories=performance,accessibility", "--throttling.cpuSlowdownMultiplier=1", "--max-wait-for-load=120000",
            "--chrome-flags=" + string.Join(' ', [.. Chromium.Arguments, "--headless", "--ignore-certificate-errors"]));
        return JsonNode.Parse(await File.ReadAllTextAsync(tools.File("report.json")))!;
    }
}
