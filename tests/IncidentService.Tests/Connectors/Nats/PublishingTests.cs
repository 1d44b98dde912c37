using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentService.Tests.Connectors.Nats;

/// <summary>Events in a stream of a real nats-server: all of them, in order per incident, each once. The clock is the real one.</summary>
public abstract class PublishingTests : Suite
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    protected PublishingTests(Engine engine) : base(engine) => Assert.SkipWhen(NatsServer.Missing is not null, NatsServer.Missing ?? "");

    [Fact]
    public async Task Every_event_is_in_the_stream_as_in_the_feed_under_its_subject_and_with_its_trace()
    {
        await using var server = await NatsServer.Start();
        await using var service = await Serve(server.Settings());
        using var desk = await service.Client("email", "read", "write", "approve");
        await desk.Post(
            "/v1/incidents", new { approvals = new[] { new { type = "waiver" } } }, ("traceparent", $"00-{Trace}-00f067aa0ba902b7-01"));
        var number = await desk.Open();
        await WriteNote(desk, number);

        await server.WaitUntilPublished($"{number}-1", $"{number}-2");

        var feed = (await desk.Get("/v1/events")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        var stream = await server.Read();
        Assert.Equal(4, stream.Count);
        Assert.All(feed, expected =>
        {
            var published = Assert.Single(stream, message => message.Id == expected!["id"]!.ToString());
            Assert.True(JsonNode.DeepEquals(expected, published.Body), $"{expected}\n{published.Body}");
            Assert.Equal("incidents." + expected!["type"]!.ToString()["org.incidentservice.".Length..], published.Subject);
            Assert.Equal("application/cloudevents+json", published.ContentType);
        });
        var traced = stream.Where(message => message.Trace?.StartsWith($"00-{Trace}-", StringComparison.Ordinal) == true);
        Assert.DoesNotContain(number, traced.Select(message => message.Number));
        Assert.Equal(2, traced.Count());
    }

    [Fact]
    public async Task Two_replicas_publish_each_event_once_and_when_one_ends_the_other_continues()
    {
        await using var server = await NatsServer.Start();
        await using var first = await Serve(server.Settings());
        var expected = new List<string>();
        await using (var second = await Serve(server.Settings(), beside: first))
        {
            using var near = await first.Client("email");
            using var far = await second.Client("phone");
            for (var turn = 0; turn < 10; turn++) expected.AddRange(await OpenWithNotes(turn % 2 == 0 ? near : far));
            await server.WaitUntilPublished([.. expected]);
        }
        using var desk = await first.Client("email");
        expected.AddRange(await OpenWithNotes(desk));
        await server.WaitUntilPublished([.. expected]);

        AssertOnceAndInOrder(expected, await server.Read());
    }

    [Fact]
    public async Task What_happens_while_the_broker_is_gone_is_published_in_order_when_it_is_back()
    {
        await using var server = await NatsServer.Start();
        await using var service = await Serve(server.Settings());
        using var desk = await service.Client("email");
        using var admin = await service.Client("web", "admin");
        var expected = new List<string>(await OpenWithNotes(desk));
        await server.WaitUntilPublished([.. expected]);
        await server.Kill();
        for (var count = 0; count < 12; count++) expected.AddRange(await OpenWithNotes(desk));
        await Eventually.IsTrue(async () => (await Subscription(admin))["failingSince"] is not null, "the failure to be reported");

        await server.Start();
        await server.WaitUntilPublished([.. expected]);

        AssertOnceAndInOrder(expected, await server.Read());
        await Eventually.IsTrue(async () => (await Subscription(admin))["waiting"]!.GetValue<int>() == 0, "nothing left on its way");
        var after = await Subscription(admin);
        Assert.Equal(("active", "0"), (after["state"]!.ToString(), after["setAside"]!.ToString()));
        Assert.Null(after["failingSince"]);
    }

    [Fact]
    public async Task A_program_killed_between_publishing_and_storing_the_position_leaves_no_duplicate()
    {
        await using var server = await NatsServer.Start();
        await using var proxy = new SilentProxy(server.Port);
        await using var database = await Engine.CreateDatabase();
        var place = RegisterLocation.On(database);
        var key = await ServiceProcess.Prepare(place);
        string before, between;
        await using (var killed = await ServiceProcess.Start(place, settings: NatsServer.Settings(proxy.Port)))
        {
            using var desk = new ApiClient(killed.Address, key);
            await NatsServer.WaitUntilSubscribed(new RegisterInspector(database.Open));
            before = await desk.Open() + "-1";
            await server.WaitUntilPublished(before);
            proxy.Silence();
            between = await desk.Open() + "-1";
            await server.WaitUntilPublished(before, between);
            await killed.Kill();
        }
        await using var next = await ServiceProcess.Start(place, settings: server.Settings());
        using var admin = new ApiClient(next.Address, await ServiceProcess.AddKey(place, "web", "admin"));
        using var later = new ApiClient(next.Address, key);
        var after = await later.Open() + "-1";
        await server.WaitUntilPublished(after);
        await Eventually.IsTrue(
            async () => (await Deliveries(admin)).Any(sent => sent.Contains(between, StringComparison.Ordinal)
                && sent.Contains(", duplicate", StringComparison.Ordinal)),
            "the event to be sent again and dropped by the broker");

        Assert.Equal([before, between, after], (await server.Read()).Select(message => message.Id));
    }

    [Fact]
    public async Task Without_a_stream_events_wait_until_the_operator_has_created_it()
    {
        await using var server = await NatsServer.Start();
        await using var service = await Serve(server.Settings(createStream: null));
        using var desk = await service.Client("email");
        using var admin = await service.Client("web", "admin");
        var expected = await OpenWithNotes(desk);
        await Eventually.IsTrue(
            async () => (await Deliveries(admin)).Any(sent => sent.Contains("No stream takes incidents.", StringComparison.Ordinal)),
            "the reason to be reported");
        Assert.Empty(await server.Read());

        await server.CreateStream();
        await server.WaitUntilPublished(expected);

        AssertOnceAndInOrder(expected, await server.Read());
    }

    private async Task<RunningService> Serve(Dictionary<string, string?> settings, RunningService? beside = null)
    {
        var service = await Start(
            settings,
            services => services.AddSingleton(TimeProvider.System).AddLogging(logging => logging.AddProvider(new RecordedLog())),
            beside);
        await NatsServer.WaitUntilSubscribed(service.Register);
        return service;
    }

    private static async Task WriteNote(ApiClient desk, string number) =>
        (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" })).Expect(HttpStatusCode.Created);

    /// <summary>Opens an incident with two notes, and returns the ids of its events.</summary>
    private static async Task<string[]> OpenWithNotes(ApiClient desk)
    {
        var number = await desk.Open();
        for (var note = 0; note < 2; note++) await WriteNote(desk, number);
        return [$"{number}-1", $"{number}-2", $"{number}-3"];
    }

    private static void AssertOnceAndInOrder(IReadOnlyCollection<string> expected, IReadOnlyList<Published> stream)
    {
        Assert.Equal(expected.Order(), stream.Select(message => message.Id).Order());
        Assert.All(
            stream.GroupBy(message => message.Number),
            incident => Assert.Equal(Enumerable.Range(1, incident.Count()), incident.Select(message => message.Sequence)));
    }

    private static async Task<JsonNode> Subscription(ApiClient admin) => Assert.Single(
        (await admin.Get("/v1/webhooks")).Expect(HttpStatusCode.OK)["items"]!.AsArray(), item => item!["sender"]!.ToString() == "nats")!;

    /// <summary>The last attempts, as text.</summary>
    private static async Task<IEnumerable<string>> Deliveries(ApiClient admin)
    {
        var page = await admin.Get($"/v1/webhooks/{(await Subscription(admin))["id"]}/deliveries?limit=200");
        return page.Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!.ToJsonString());
    }
}
