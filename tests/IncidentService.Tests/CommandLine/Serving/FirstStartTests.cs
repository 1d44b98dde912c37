using System.Net;
using System.Text.RegularExpressions;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.CommandLine.Serving;

/// <summary>The first start in Development: the printed lines can be pasted into a shell, and work.</summary>
public sealed partial class FirstStartTests : RegisterCommandSuite
{
    [Fact]
    public async Task The_first_start_creates_the_register_and_prints_a_working_key_per_channel()
    {
        await using var service = await ServiceProcess.Start(Register, environment: "Development");
        var keys = await Keys(service);

        Assert.Contains("incidents.db", Files);
        Assert.Equal(Channels.All.Select(channel => channel.ToUpperInvariant() + "_KEY"), keys.Keys);
        foreach (var (name, key) in keys)
        {
            using var desk = new ApiClient(service.Address, key);
            var opened = await desk.Post("/v1/incidents", new { subject = "Opened with " + name });
            Assert.Equal(name, opened.Expect(HttpStatusCode.Created)["channel"]!.ToString().ToUpperInvariant() + "_KEY");
        }
    }

    [Fact]
    public async Task The_printed_example_requests_open_an_incident_and_find_it()
    {
        await using var service = await ServiceProcess.Start(Register, environment: "Development");
        var keys = await Keys(service);
        var calls = PrintedCall().Matches(string.Join('\n', service.Output)).Select(found => found.Groups).ToList();

        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.StartsWith(service.Address.ToString(), call["url"].Value));
        var opened = await Make(calls[0]);
        var found = await Make(calls[1]);

        var number = opened.Expect(HttpStatusCode.Created)["number"]!.ToString();
        var match = Assert.Single(found.Expect(HttpStatusCode.OK)["matches"]!.AsArray());
        Assert.Equal("reference", found["outcome"]!.ToString());
        Assert.Equal(number, match!["number"]!.ToString());

        async Task<Answer> Make(GroupCollection call)
        {
            using var desk = new ApiClient(service.Address, keys[call["key"].Value]);
            return await desk.Post(new Uri(call["url"].Value).PathAndQuery, call["body"].Value);
        }
    }

    [Fact]
    public async Task The_second_start_prints_no_keys_and_those_of_the_first_still_work()
    {
        string key;
        await using (var first = await ServiceProcess.Start(Register, environment: "Development"))
        {
            key = (await Keys(first))["EMAIL_KEY"];
            await first.Stop();
        }

        await using var second = await ServiceProcess.Start(Register, environment: "Development");
        using var desk = new ApiClient(second.Address, key);
        await desk.Open();
        await second.Stop();

        Assert.DoesNotContain(second.Output, line => line.Contains("inc_") || line.Contains("_KEY"));
        Assert.Equal(Channels.All.Count, RegisterInspector.OpenFile(Register).Count("api_keys"));
    }

    /// <summary>The lines to paste into a shell, once the greeting has been printed to its end.</summary>
    private static async Task<Dictionary<string, string>> Keys(ServiceProcess service)
    {
        await Eventually.IsTrue(() => service.Output.Any(line => line.Contains("/v1/lookups")), "the end of the greeting");
        return service.Output
            .Select(line => Export().Match(line))
            .Where(line => line.Success)
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);
    }

    [GeneratedRegex("^ *export ([A-Z]+_KEY)=(inc_[A-Za-z0-9]+)$")]
    private static partial Regex Export();

    [GeneratedRegex(
        """curl -s (?<url>\S+) -H "Authorization: Bearer \$(?<key>[A-Z]+_KEY)" -H 'Content-Type: application/json' (\\\n *)?-d '(?<body>[^']+)'""")]
    private static partial Regex PrintedCall();
}
