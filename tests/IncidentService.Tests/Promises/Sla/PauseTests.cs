using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Resolution;

namespace IncidentService.Tests.Promises.Sla;

/// <summary>If the policy pauses, its targets pause while we wait for the customer.</summary>
public abstract class PauseTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string First = "Sla:Policies:0:";
    private const string Second = "Sla:Policies:1:";

    private static readonly Dictionary<string, string?> Policies = new()
    {
        [First + "Name"] = "patient", [First + "Zone"] = "UTC", [First + "PauseWhileWaitingOnCustomer"] = "true",
        [First + "Targets:final-response:Hours"] = "10",
        [Second + "Name"] = "strict", [Second + "Categories:0"] = "strict", [Second + "Zone"] = "UTC",
        [Second + "Targets:final-response:Hours"] = "10",
    };

    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(Policies);
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_target_pauses_while_waiting_on_the_customer_and_resumes_with_its_remaining_time()
    {
        var number = await desk.Open();
        await Pass(hours: 4);
        await desk.Write(number, "out");
        var paused = await desk.ReadPromise(number, 1);
        await Pass(hours: 48);
        var waiting = await desk.ReadPromise(number, 1);

        await desk.Write(number, "in");
        var resumed = await desk.ReadPromise(number, 1);
        await Pass(hours: 6);
        var due = await desk.ReadPromise(number, 1);

        Assert.Equal(("open", "2026-11-21T13:30:00.000000Z"), (paused.At("state"), paused.At("pausedAt")));
        Assert.Equal(paused.ToJsonString(), waiting.ToJsonString());
        Assert.Equal(
            ("open", null, "172800", service.In(TimeSpan.Zero)),
            (resumed.At("state"), resumed.At("pausedAt"), resumed.At("pausedSeconds"), resumed.At("dueAt")));
        Assert.Equal("overdue", due.At("state"));
        Assert.Equal(
            ["promise.made", "promise.paused", "promise.resumed", "promise.overdue"], await desk.PromiseEvents(number));
    }

    [Fact]
    public async Task The_card_and_the_feed_show_a_pause_as_stored()
    {
        var number = await desk.Open();
        await desk.Write(number, "out");
        var before = (await desk.Get("/v1/incidents/" + number)).Text;
        await Pass(hours: 30);

        Assert.Equal(before, (await desk.Get("/v1/incidents/" + number)).Text);
        Assert.Equal("2026-11-21T09:30:00.000000Z", (await desk.Card(number))["promises"]![0]!.At("pausedAt"));
        await desk.Write(number, "in");

        var lines = (await desk.Card(number))["timeline"]!.AsArray()
            .Where(line => line!.At("type")!.StartsWith("promise.", StringComparison.Ordinal));
        Assert.Equal(
            [("promise.made", "2026-11-21T19:30:00.000000Z"), ("promise.paused", "2026-11-21T19:30:00.000000Z"),
                ("promise.resumed", "2026-11-23T01:30:00.000000Z")],
            lines.Select(line => (line!.At("type")!, line!["facts"]!.At("dueAt")!)));
    }

    [Fact]
    public async Task Only_messages_by_people_pause_and_resume_a_target()
    {
        var number = await desk.Open();
        await desk.Write(number, "out", automatic: true);
        Assert.Null((await desk.ReadPromise(number, 1)).At("pausedAt"));

        await desk.Write(number, "out");
        await desk.Write(number, "in", automatic: true);
        await desk.Write(number, "internal");

        Assert.NotNull((await desk.ReadPromise(number, 1)).At("pausedAt"));
    }

    [Fact]
    public async Task A_policy_without_pauses_does_not_pause()
    {
        var number = await desk.Open(new { category = "strict", message = new { direction = "out", text = "What is it?" } });

        await Pass(hours: 10);

        Assert.Equal("overdue", (await desk.ReadPromise(number, 1)).At("state"));
    }

    [Fact]
    public async Task An_incident_opened_by_an_outgoing_message_starts_paused()
    {
        var number = await desk.Open(new { message = new { direction = "out", text = "Which size do you need?" } });

        Assert.Equal("2026-11-21T09:30:00.000000Z", (await desk.Card(number))["promises"]![0]!.At("pausedAt"));
    }

    [Fact]
    public async Task An_overdue_target_does_not_pause()
    {
        var number = await desk.Open();
        service.Clock.Advance(TimeSpan.FromHours(10));
        await desk.Write(number, "out");

        await service.SweepNow();

        var promise = await desk.ReadPromise(number, 1);
        Assert.Equal(("overdue", null), (promise.At("state"), promise.At("pausedAt")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_target_fulfilled_during_a_pause_is_fulfilled_in_time(bool byResolution)
    {
        var number = await desk.Open();
        await desk.Write(number, "out");
        await Pass(hours: 100);

        if (byResolution) (await desk.Resolve(number)).Expect(HttpStatusCode.OK);
        else (await desk.Settle(number, 1, "kept")).Expect(HttpStatusCode.OK);

        var promise = await desk.ReadPromise(number, 1);
        Assert.Equal(("kept", null, "360000"), (promise.At("state"), promise.At("pausedAt"), promise.At("pausedSeconds")));
        using var reader = await service.Client("email", "report");
        var report = (await reader.Get("/v1/reports/promises")).Expect(HttpStatusCode.OK);
        var row = report["items"]!.AsArray().Single(row => row!.At("kind") == "final-response")!;
        Assert.Equal(("1", "0"), (row.At("keptInTime"), row.At("keptLate")));
    }

    [Fact]
    public async Task A_repeatedly_delivered_message_moves_the_due_time_once()
    {
        var number = await desk.Open(new { references = new[] { new { system = "mail", value = "C-1" } } });
        await desk.Write(number, "out");
        service.Clock.Advance(TimeSpan.FromHours(3));
        using var race = new Race(8, (service.Address, desk.Key));
        const string message = """{ "system": "mail", "messageId": "M-1", "conversation": "C-1", "text": "Size four." }""";

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.All(await race.Run(HttpMethod.Post, "/v1/messages", message), told => Assert.InRange((int)told.Status, 200, 201));
            await Pass(hours: 1);
        }

        Assert.Equal("2026-11-21T22:30:00.000000Z", (await desk.ReadPromise(number, 1)).At("dueAt"));
        Assert.Equal(["promise.made", "promise.paused", "promise.resumed"], await desk.PromiseEvents(number));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Concurrent_messages_and_sweeps_account_for_all_time()
    {
        var number = await desk.Open();
        using var race = new Race(6, (service.Address, desk.Key));
        for (var round = 0; round < 5; round++)
        {
            var lines = new[] { "in", "out" }.Select(direction => race.Run(
                HttpMethod.Post, $"/v1/incidents/{number}/timeline", $$"""{ "direction": "{{direction}}", "text": "Hello" }"""));
            await Task.WhenAll([.. lines, service.SweepNow()]);
            await Pass(hours: 1);
        }
        await desk.Write(number, "in");

        var promise = await desk.ReadPromise(number, 1);
        var stood = int.Parse(promise.At("pausedSeconds") ?? "0", CultureInfo.InvariantCulture);
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 19, 30, 0, TimeSpan.Zero).AddSeconds(stood), (DateTimeOffset)promise["dueAt"]!);
        Assert.Equal(0, stood % 3600);
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task Targets_follow_the_survivor_after_a_merge_and_their_own_incident_after_an_unmerge()
    {
        var (waited, ours) = (await desk.Open(), await desk.Open());
        await desk.Write(waited, "out");
        await Pass(hours: 5);

        (await desk.Post($"/v1/incidents/{waited}/merge", new { into = ours })).Expect(HttpStatusCode.OK);
        var merged = await desk.ReadPromise(waited, 1);
        await desk.Write(ours, "out");
        var both = new[] { (await desk.ReadPromise(waited, 1)).At("pausedAt"), (await desk.ReadPromise(ours, 1)).At("pausedAt") };
        await Pass(hours: 50);
        (await desk.Post($"/v1/incidents/{waited}/unmerge", new { })).Expect(HttpStatusCode.OK);

        Assert.Equal((null, "2026-11-22T00:30:00.000000Z"), (merged.At("pausedAt"), merged.At("dueAt")));
        Assert.Equal(["2026-11-21T14:30:00.000000Z", "2026-11-21T14:30:00.000000Z"], both);
        Assert.NotNull((await desk.ReadPromise(waited, 1)).At("pausedAt"));
        await desk.Write(ours, "in");
        Assert.Null((await desk.ReadPromise(ours, 1)).At("pausedAt"));
        Assert.NotNull((await desk.ReadPromise(waited, 1)).At("pausedAt"));
    }

    [Fact]
    public async Task A_pause_ends_even_if_its_policy_was_removed()
    {
        var number = await desk.Open();
        await desk.Write(number, "out");
        await using var later = await Start([], beside: service);
        later.Clock.Advance(TimeSpan.FromHours(7));
        using var other = new ApiClient(later.Address, desk.Key);

        await other.Write(number, "in");

        Assert.Equal("2026-11-22T02:30:00.000000Z", (await other.ReadPromise(number, 1)).At("dueAt"));
    }

    [Fact]
    public async Task The_preview_states_whether_a_policy_pauses()
    {
        Assert.True(await Pauses("patient"));
        Assert.False(await Pauses("strict"));

        async Task<bool> Pauses(string policy) =>
            (bool)(await desk.Get($"/v1/sla-policies/{policy}/preview")).Expect(HttpStatusCode.OK)["pausesWhileWaitingOnCustomer"]!;
    }

    private async Task Pass(int hours)
    {
        service.Clock.Advance(TimeSpan.FromHours(hours));
        await service.SweepNow();
    }
}
