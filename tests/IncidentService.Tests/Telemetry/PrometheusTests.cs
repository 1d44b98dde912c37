using System.Net;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Webhooks;
using YamlDotNet.RepresentationModel;

namespace IncidentService.Tests.Telemetry;

/// <summary>The metrics as Prometheus reads them, and what deploy/telemetry makes of them.</summary>
[Collection("Telemetry")]
public sealed partial class PrometheusTests : IDisposable
{
    /// <summary>Words of PromQL in the files.</summary>
    private static readonly string[] Language =
    [
        "sum", "max", "min", "rate", "increase", "histogram_quantile", "by", "absent", "clamp_min", "and", "or", "unless", "on",
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidents-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_metric_and_label_in_the_dashboard_and_the_alert_rules_is_one_that_the_service_measures()
    {
        await using var scenario = await WebhookScenario.Start(
            settings => RunningService.Start(new Dictionary<string, string?>(settings) { ["Telemetry:Prometheus"] = "true" }));
        await MeasureEverything(scenario);
        using var prometheus = await scenario.Service.Client("web", "report");
        Dictionary<string, HashSet<string>> measured = [];
        await Eventually.IsTrue(
            async () => (measured = Parse((await prometheus.Get("/metrics")).Text)).ContainsKey("incidents_webhooks_delay_seconds_count"),
            "the metrics of the delivery");

        measured["up"] = []; // Prometheus's own
        var expressions = Expressions("dashboard.json", Quoted()).Concat(Expressions("alerts.yaml", Rule())).ToList();

        Assert.True(expressions.Count > 20, $"{expressions.Count} expressions");
        foreach (var expression in expressions)
        {
            var used = Names(expression).ToList();
            Assert.NotEmpty(used);
            Assert.Empty(used.Except(measured.Keys).Select(name => $"{name} in {expression}: there are {Join(measured.Keys)}"));
            var labels = used.SelectMany(name => measured[name]).ToHashSet();
            Assert.Empty(Labels(expression).Except(labels).Select(label => $"{label} in {expression}: there are {Join(labels)}"));
        }
        var own = measured.Keys.Where(name => name.StartsWith("incidents_", StringComparison.Ordinal));
        Assert.All(own, name => Assert.Contains(expressions, expression => expression.Contains(Base(name), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Metrics_need_a_key_with_the_scope_report_and_are_served_only_where_configured()
    {
        await using (var silent = await RunningService.Start())
        {
            using var reporter = await silent.Client("web", "report");
            (await reporter.Get("/metrics")).ExpectProblem(HttpStatusCode.NotFound, "not-found");
        }
        await using var service = await RunningService.Start(new() { ["Telemetry:Prometheus"] = "true" });
        using var reader = await service.Client("web", "read");
        using var nobody = new ApiClient(service.Address, "unknown");

        (await reader.Get("/metrics")).ExpectProblem(HttpStatusCode.Forbidden, "scope-missing");
        (await nobody.Get("/metrics")).ExpectProblem(HttpStatusCode.Unauthorized, "unauthorized");
    }

    /// <summary>The increase of a counter that first shows when it is 25 is none.</summary>
    [Theory]
    [InlineData("incidents_promises_overdue_total")]
    [InlineData("incidents_audit_lost_total")]
    public async Task A_counter_whose_increase_is_watched_is_shown_from_zero_on(string counter)
    {
        await using var service = await RunningService.Start(new() { ["Telemetry:Prometheus"] = "true" });
        using var prometheus = await service.Client("web", "report");

        var metrics = (await prometheus.Get("/metrics")).Text;

        Assert.Contains(metrics.Split('\n'), line => IsOf(line, counter + "{") && line.EndsWith(" 0", StringComparison.Ordinal));
    }

    /// <summary>In a process of its own: gauges of the same name, of other services in this process, would be shown in its place.</summary>
    [Fact]
    public async Task The_last_entry_of_the_audit_trail_is_shown_whoever_sealed_it()
    {
        var register = Path.Combine(folder.FullName, "incidents.db");
        var desk = await ServiceProcess.Prepare(register);
        var report = await ServiceProcess.AddKey(register, "web", "report");
        await using var service = await ServiceProcess.Start(
            register, settings: new Dictionary<string, string?> { ["Telemetry:Prometheus"] = "true" });
        using var writer = new ApiClient(service.Address, desk);
        for (var entry = 0; entry < 3; entry++) await writer.Open();
        using var prometheus = new ApiClient(service.Address, report);

        await Eventually.IsTrue(
            async () => (await prometheus.Get("/metrics")).Text.Split('\n').Any(
                line => IsOf(line, "incidents_audit_head") && line.EndsWith(" 5", StringComparison.Ordinal)),
            "the head is the entry of the last opening, after those of the two keys");
    }

    /// <summary>The other services of this process have meters of the same name, whose lines may stand beside.</summary>
    private static bool IsOf(string line, string metric) => line.StartsWith(metric, StringComparison.Ordinal);

    [Fact]
    public void Every_alert_has_a_summary_and_instructions()
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(File.ReadAllText(Repository.File("deploy/telemetry/alerts.yaml")));
        yaml.Load(reader);
        var rules = (YamlSequenceNode)yaml.Documents[0].RootNode["groups"][0]["rules"];

        Assert.True(rules.Children.Count >= 8);
        foreach (var rule in rules)
        {
            Assert.NotEqual("", rule["alert"].ToString());
            Assert.Contains(rule["labels"]["severity"].ToString(), new[] { "page", "ticket" });
            Assert.EndsWith(".", rule["annotations"]["summary"].ToString(), StringComparison.Ordinal);
            Assert.EndsWith(".", rule["annotations"]["action"].ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task MeasureEverything(WebhookScenario scenario)
    {
        var number = await scenario.Open();
        await scenario.WaitUntilReceived($"{number}-1");
        (await scenario.Desk.Post("/v1/lookups", new { quoted = "CAS-4458812" })).Expect(HttpStatusCode.OK);
        (await scenario.Desk.Post(
            $"/v1/incidents/{number}/promises", new { text = "A call", dueAt = scenario.Service.Clock.GetUtcNow().AddMinutes(1) }))
            .Expect(HttpStatusCode.Created);
        scenario.Service.Clock.Advance(TimeSpan.FromMinutes(2));
        await scenario.Service.SweepNow();
    }

    /// <summary>The metrics of a scrape, each with its labels.</summary>
    private static Dictionary<string, HashSet<string>> Parse(string text) => text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .GroupBy(line => Sample().Match(line).Groups["name"].Value)
        .ToDictionary(
            lines => lines.Key,
            lines => lines.SelectMany(line => Label().Matches(line).Select(label => label.Groups["name"].Value)).ToHashSet());

    private static IEnumerable<string> Expressions(string file, Regex expression) => expression
        .Matches(File.ReadAllText(Repository.File("deploy/telemetry/" + file)))
        .Select(found => found.Groups["expression"].Value.Replace("\\\"", "\"", StringComparison.Ordinal));

    private static IEnumerable<string> Names(string expression) => Word()
        .Matches(Grouping().Replace(Selectors().Replace(expression, ""), ""))
        .Select(word => word.Value)
        .Except(Language);

    /// <summary>Labels that are matched or grouped by; le belongs to every bucket, and job is the scraper's.</summary>
    private static IEnumerable<string> Labels(string expression) => Label().Matches(expression).Select(label => label.Groups["name"].Value)
        .Concat(Grouping().Matches(expression).SelectMany(by => by.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries)))
        .Where(label => label is not "job" and not "instance");

    private static string Base(string name) => Suffix().Replace(name, "");

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)")]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>[a-z_]+)(=|!=|=~|!~)\"")]
    private static partial Regex Label();

    [GeneratedRegex("\"expr\": \"(?<expression>([^\"\\\\]|\\\\.)+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\s+expr: (?<expression>.+)$", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\bby \((?<labels>[a-z_, ]+)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("[a-z][a-z_0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex("_(bucket|count|sum|total|created)$")]
    private static partial Regex Suffix();
}
