using System.Text.Json;
using IncidentService.Promises;
using IncidentService.Promises.Sla;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>The samples in deploy/sla load unchanged, and give the due dates that they state.</summary>
public sealed class SlaSampleTests
{
    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Repository.File("deploy", "sla"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_gives_its_documented_due_dates(string sample)
    {
        var policies = SlaSettings.From(
            new ConfigurationBuilder().AddJsonFile(Repository.File("deploy", "sla", sample)).Build().GetSection("Sla"));
        using var json = Open(sample);
        var sla = json.RootElement.GetProperty("Sla");
        var examples = sla.GetProperty("$examples").EnumerateArray().Select(Example.Read).ToList();

        Assert.All(
            examples, example => Assert.Equal(example.Targets, policies.TargetsFor(example.Category, example.Channel, example.Opened)));
        Assert.Equal(
            sla.GetProperty("Policies").EnumerateArray().Select(policy => policy.GetProperty("Name").GetString()).Order(),
            examples.SelectMany(example => example.Targets.Select(target => target.Policy)).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_states_its_source_its_verification_and_that_it_is_not_legal_advice(string sample)
    {
        using var json = Open(sample);
        var comment = string.Join(
            ' ', json.RootElement.GetProperty("Sla").GetProperty("$comment").EnumerateArray().Select(line => line.GetString()));

        Assert.Matches(@"no legal advice\. Modelled on .*(19|20)\d\d.* Checked in \w+ 20\d\d", comment);
        Assert.Contains($"`{sample}`", File.ReadAllText(Repository.File("deploy", "sla", "README.md")));
    }

    private static JsonDocument Open(string sample) => JsonDocument.Parse(File.ReadAllText(Repository.File("deploy", "sla", sample)));

    private sealed record Example(string? Category, string Channel, IncidentService.Common.Instant Opened, IReadOnlyList<SlaTarget> Targets)
    {
        public static Example Read(JsonElement json)
        {
            string Text(string name) => json.GetProperty(name).GetString()!;
            var targets = PromiseKinds.Targets.Where(kind => json.TryGetProperty(kind, out _))
                .Select(kind => new SlaTarget(Text("Policy"), kind, Calendars.At(Text(kind))));
            return new Example(Text("Category"), Text("Channel"), Calendars.At(Text("Opened")), [.. targets]);
        }
    }
}
