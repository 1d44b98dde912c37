using System.Text.Json.Nodes;
using IncidentService.Browser.Infrastructure;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Browser.FirstView;

/// <summary>
/// Lighthouse's judgement of a first visit on a phone with slow 4G (150 ms to the service, 1.6 Mbit/s). It computes what that line would
/// take from what the page asked for, and prints the time until the page answers ("interactive"). The processor is taken as it is: a busy
/// machine is slow enough.
/// </summary>
public sealed class LighthouseTests(SecureService service, ITestOutputHelper output) : IClassFixture<SecureService>
{
    private const double LeastPerformance = 0.95;

    private static readonly string[] Options =
    [
        "--quiet", "--output=json", "--only-categories=performance,accessibility", "--disable-full-page-screenshot",
        "--throttling.cpuSlowdownMultiplier=1", "--no-enable-error-reporting",
        "--chrome-flags=--headless --ignore-certificate-errors " + string.Join(' ', Chromium.Arguments),
    ];

    private static readonly string[] Figures =
        ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index", "interactive"];

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task Lighthouse_reports_no_accessibility_and_no_performance_problem(string page)
    {
        Chromium.SkipIfMissing();
        using var tools = new ToolFolder();
        await tools.LinkNpmTools();
        tools["CHROME_PATH"] = Chromium.Path!;

        var report = JsonNode.Parse(await tools.RunNpmTool("lighthouse", [new Uri(service.Running.Address, page).ToString(), .. Options]))!;

        var (performance, accessibility) = (Score(report, "performance"), Score(report, "accessibility"));
        output.WriteLine($"{page}: performance {100 * performance:0}, accessibility {100 * accessibility:0}; "
            + string.Join(", ", Figures.Select(figure => $"{figure} {Figure(report, figure):0} ms")));
        Assert.Equal([], Failures(report, "accessibility"));
        Assert.Equal(1, accessibility);
        Assert.True(performance >= LeastPerformance, $"{performance}\n{string.Join('\n', Failures(report, "performance"))}");
    }

    private static double Score(JsonNode report, string category) => report["categories"]![category]!["score"]!.GetValue<double>();

    private static double Figure(JsonNode report, string audit) => Audit(report, audit)["numericValue"]!.GetValue<double>();

    private static JsonNode Audit(JsonNode report, string name) => report["audits"]![name]!;

    /// <summary>What this category finds wrong, with the figures and the elements.</summary>
    private static List<string> Failures(JsonNode report, string category) =>
    [
        .. report["categories"]![category]!["auditRefs"]!.AsArray().Select(part => Audit(report, part!["id"]!.ToString()))
            .Where(audit => audit["score"] is { } score && score.GetValue<double>() < LeastPerformance)
            .Select(audit => $"{audit["id"]}: {audit["displayValue"]} {audit["details"]?["items"]?.ToJsonString()}"),
    ];
}
