using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Webhooks;

namespace IncidentService.Tests.CommandLine.Registers;

/// <summary>erase and webhooks, beside a service that runs.</summary>
public sealed class EraseCommandTests : RegisterCommandSuite
{
    [Fact]
    public async Task A_customer_named_on_standard_input_is_erased_while_the_service_runs()
    {
        var key = await ServiceProcess.Prepare(Register);
        await using var service = await ServiceProcess.Start(Register);
        using var desk = new ApiClient(service.Address, key);
        var number = await desk.Open(new { contacts = new[] { new { kind = "email", value = "anna@example.com" } } });

        var erased = JsonNode.Parse((await Erase("anna@example.com\n", "--kind", "email", "--reason", "gdpr-17", "--json")).Expect(0))!;

        Assert.Equal(number, erased["incidents"]![0]!.ToString());
        Assert.Equal(1, (int)erased["removed"]!["contacts"]!);
        var card = (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("anna", card.ToJsonString());
        Assert.Contains("0 incidents", (await Erase("anna@example.com", "--kind", "email")).Expect(0));
        Assert.Contains("contact", (await Erase("nobody", "--kind", "email")).ExpectOneLine(2));
    }

    [Fact]
    public async Task Webhooks_are_listed_paused_resumed_and_replayed_while_the_service_runs()
    {
        await ServiceProcess.Prepare(Register);
        var key = await ServiceProcess.AddKey(Register, "web", "read,write,admin");
        await using var receiver = await Receiver.Start();
        await using var service = await ServiceProcess.Start(Register, settings: WebhookScenario.Settings);
        using var desk = new ApiClient(service.Address, key);
        var made = await desk.Post("/v1/webhooks", new { name = "Orders", url = receiver.Url });
        var id = made.Expect(HttpStatusCode.Created)["id"]!.ToString();
        var first = await desk.Open() + "-1";
        await Eventually.IsTrue(() => receiver.TakenIds.Contains(first), "the first event");

        Assert.Contains("active", (await Run("webhooks", "list")).Expect(0));
        Assert.Equal("paused", JsonNode.Parse((await Run("webhooks", "pause", id, "--json")).Expect(0))!["state"]!.ToString());
        var second = await desk.Open() + "-1";
        Assert.Contains("at 1 of 2, 0", (await Run("webhooks", "list")).Expect(0));
        var listed = JsonNode.Parse((await Run("webhooks", "list", "--json")).Expect(0))!["items"]!.AsArray();
        Assert.Equal((id, "paused"), (listed[0]!["id"]!.ToString(), listed[0]!["state"]!.ToString()));
        (await Run("webhooks", "resume", id)).Expect(0);
        await Eventually.IsTrue(() => receiver.TakenIds.Contains(second), "the second event");
        (await Run("webhooks", "replay", id, "--position", "0")).Expect(0);

        await Eventually.IsTrue(() => receiver.TakenIds.Count(taken => taken == first) == 2, "the first event again");
        Assert.Contains("--position", (await Run("webhooks", "replay", id, "--position", "4711")).ExpectOneLine(1));
        Assert.Contains("--since is needed", (await Run("webhooks", "replay", id)).ExpectOneLine(2));
        (await Run("webhooks", "pause", "1")).ExpectOneLine(1);
    }

    private Task<CommandRun> Erase(string contact, params string[] arguments) =>
        CommandRun.Run(ServiceProcess.Program(Register, ["erase", .. arguments]), contact);
}
