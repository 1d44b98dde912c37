using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Webhooks.Sending;
using IncidentService.Webhooks.Settings;

namespace IncidentService.Tests.Webhooks.Deliveries;

/// <summary>Events that a receiver does not accept.</summary>
public abstract class DeliveryTests(Engine engine) : Suite(engine)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_failing_event_delays_only_later_events_of_its_incident()
    {
        var broken = "";
        await using var scenario = await StartScenario(received => received.Subject == broken ? 500 : 204);
        broken = await scenario.Open();
        await Eventually.IsTrue(() => scenario.Receiver.All.Count == 1, "the first attempt");
        await scenario.Desk.Post($"/v1/incidents/{broken}/timeline", new { direction = "internal", text = "Note" });
        var other = await scenario.Open(2);
        await scenario.WaitUntilReceived($"{other}-1", $"{other}-2");
        Assert.DoesNotContain(scenario.Receiver.All, received => received.Id == $"{broken}-2");

        (var mended, broken) = (broken, "");
        await scenario.AdvanceUntil(() => scenario.Receiver.TakenIds.Contains($"{mended}-2"), "the incident's events");

        Assert.Equal(
            [$"{mended}-1", $"{mended}-2"], scenario.Receiver.TakenIds.Where(id => id.StartsWith(mended, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_that_always_fails_is_retried_on_schedule_then_set_aside_and_sent_again_on_request()
    {
        var poison = "";
        await using var scenario = await StartScenario(received => received.Id == poison ? 422 : 204);
        var began = scenario.Service.Clock.GetUtcNow();
        var number = await scenario.Open();
        poison = number + "-2";
        await scenario.Desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" });
        await scenario.Desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" });

        await scenario.AdvanceUntil(() => scenario.Receiver.TakenIds.Contains(number + "-3"), "the event behind it");

        Assert.Equal(10, scenario.Receiver.All.Count(received => received.Id == poison));
        // the clock advances during an attempt
        Assert.InRange(scenario.Service.Clock.GetUtcNow() - began, new TimeSpan(3, 3, 35, 5), TimeSpan.FromDays(100));
        var aside = (await scenario.Admin.Get(scenario.Address + "/set-aside")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal(
            (poison, "10", "It answered 422."),
            (aside[0]!["event"]!.ToString(), aside[0]!["attempts"]!.ToString(), aside[0]!["reason"]!.ToString()));
        var mended = poison;
        poison = "";
        (await scenario.Admin.Post(scenario.Address + "/redelivery", new { positions = new[] { aside[0]!["position"]!.ToString() } }))
            .Expect(HttpStatusCode.OK);
        await scenario.AdvanceUntil(() => scenario.Receiver.TakenIds.Contains(mended), "the event that was set aside");
        await Eventually.IsTrue(async () => (await scenario.Now())["setAside"]!.GetValue<long>() == 0, "nothing set aside");
    }

    [Fact]
    public async Task A_receiver_that_answers_410_gets_nothing_more_until_it_is_resumed()
    {
        var gone = true;
        await using var scenario = await StartScenario(_ => gone ? 410 : 204);
        var number = await scenario.Open();
        await Eventually.IsTrue(async () => (await scenario.Now())["state"]!.ToString() == "ended", "the end");
        Assert.Contains("410", (await scenario.Now())["reason"]!.ToString(), StringComparison.Ordinal);
        await scenario.Open();
        Assert.Single(scenario.Receiver.All);

        gone = false;
        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);

        await scenario.AdvanceUntil(() => scenario.Receiver.TakenIds.Contains($"{number}-1"), "what had waited");
    }

    [Fact]
    public async Task A_receiver_that_fails_for_three_days_is_paused_with_the_reason()
    {
        var down = true;
        await using var scenario = await StartScenario(_ => down ? 500 : 204);
        var numbers = new[] { await scenario.Open(), await scenario.Open() };
        // before the clock moves
        await Eventually.IsTrue(
            () => scenario.Service.Register.Scalar<long?>("SELECT min(failing_since) FROM subscriptions") is not null, "the first failure");

        await scenario.AdvanceUntil(async () => (await scenario.Now())["state"]!.ToString() == "paused", "the pause");

        var paused = await scenario.Now();
        Assert.StartsWith("Nothing could be delivered since 2026-11-21T09:30:", paused["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" It answered 500.", paused["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("2", "0"), (paused["waiting"]!.ToString(), paused["setAside"]!.ToString()));
        down = false;
        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await scenario.AdvanceUntil(() => numbers.All(number => scenario.Receiver.TakenIds.Contains(number + "-1")), "both events");
    }

    [Fact]
    public async Task After_a_410_response_no_other_due_event_is_sent()
    {
        var gone = true;
        await using var scenario = await StartScenario(_ => gone ? 410 : 204, new { paused = true }, ("Webhooks:AtOnce", "1"));
        var numbers = new[] { await scenario.Open(), await scenario.Open() };
        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await scenario.AdvanceUntil(async () => (await scenario.Now())["state"]!.ToString() == "ended", "the end");
        for (var second = 0; second < 5; second++)
        {
            scenario.Service.Clock.Advance(Second);
            Assert.Equal("ended", (await scenario.Now())["state"]!.ToString());
        }
        Assert.Single(scenario.Receiver.All);

        gone = false;
        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await scenario.AdvanceUntil(() => numbers.All(number => scenario.Receiver.TakenIds.Contains(number + "-1")), "both events");

        Assert.Equal(3, scenario.Receiver.All.Count);
    }

    [Fact]
    public async Task If_the_webhook_was_resumed_meanwhile_its_failed_last_attempt_sets_no_event_aside()
    {
        var last = new TaskCompletionSource<int>();
        await using var scenario = await StartScenario(settings: ("Webhooks:RetrySeconds:0", "1"));
        scenario.Receiver.Answer = (_, _) => scenario.Receiver.All.Count switch
        {
            1 => Task.FromResult(500),
            2 => last.Task,
            _ => Task.FromResult(204),
        };
        var number = await scenario.Open();
        await scenario.AdvanceUntil(() => scenario.Receiver.All.Count == 2, "the last attempt");
        (await scenario.Admin.Post(scenario.Address + "/pause", null)).Expect(HttpStatusCode.OK);
        scenario.Service.Clock.Advance(Second);
        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);

        last.SetResult(500);

        await scenario.AdvanceUntil(() => scenario.Receiver.TakenIds.Contains(number + "-1"), "the event");
        Assert.Equal("0", (await scenario.Now())["setAside"]!.ToString());
    }

    [Fact]
    public async Task A_receiver_that_sends_retry_after_gets_nothing_until_then()
    {
        var busy = true;
        await using var scenario = await StartScenario();
        scenario.Receiver.Answer = (_, http) =>
        {
            if (busy) http.Response.Headers.RetryAfter = "120";
            return Task.FromResult(busy ? 503 : 204);
        };
        var number = await scenario.Open();
        await Eventually.IsTrue(async () => (await scenario.Now())["failingSince"] is not null, "the failure");
        busy = false;
        var other = await scenario.Open();
        var asked = scenario.Service.Clock.GetUtcNow();

        await scenario.AdvanceUntil(() => scenario.Receiver.Taken.Count == 2, "both events");

        Assert.InRange(scenario.Service.Clock.GetUtcNow() - asked, TimeSpan.FromMinutes(2), TimeSpan.FromDays(100));
        Assert.Equal(new[] { $"{number}-1", $"{other}-1" }.Order(), scenario.Receiver.TakenIds.Order());
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var elsewhere = await Receiver.Start();
        await using var scenario = await StartScenario();
        scenario.Receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return Task.FromResult(307);
        };

        await scenario.Open();
        await Eventually.IsTrue(async () => (await Outcomes(scenario)).Contains("status 307"), "the failure");

        Assert.Empty(elsewhere.All);
    }

    [Fact]
    public async Task An_invalid_certificate_a_closed_port_and_a_broken_connection_are_distinct_failures()
    {
        await using var untrusted = await Receiver.Start(withBadCertificate: true);
        var closed = await Receiver.Start();
        await closed.DisposeAsync();
        await using var scenario = await StartScenario();
        scenario.Receiver.Answer = (_, http) =>
        {
            http.Abort();
            return Task.FromResult(500);
        };

        Assert.Equal("connection", await TestOutcome(scenario));
        (await scenario.Admin.Patch(scenario.Address, new { url = untrusted.Url })).Expect(HttpStatusCode.OK);
        Assert.Equal("certificate", await TestOutcome(scenario));
        (await scenario.Admin.Patch(scenario.Address, new { url = "http://127.0.0.1:9/" })).Expect(HttpStatusCode.OK);
        Assert.Equal("connection", await TestOutcome(scenario));
    }

    [Fact]
    public async Task Of_two_programs_only_one_delivers_to_a_receiver_at_a_time()
    {
        await using var scenario = await StartScenario();
        await using var other = await Start(WebhookScenario.Settings, beside: scenario.Service);
        var numbers = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            numbers.Add(await scenario.Open(2));
            string[] events = [$"{numbers[^1]}-1", $"{numbers[^1]}-2"];
            await Eventually.IsTrue(() => Pass(Moment) && events.All(scenario.Receiver.TakenIds.Contains), "events of " + numbers[^1]);
            await Eventually.IsTrue(() => Pass(Second), "a second to pass");
        }

        Assert.Equal(40, scenario.Receiver.All.Count);
        Assert.Equal(40, scenario.Receiver.TakenIds.Distinct().Count());

        bool Pass(TimeSpan time)
        {
            if (!scenario.MayAdvance(time)) return false;
            scenario.Service.Clock.Advance(time);
            other.Clock.Advance(time);
            return true;
        }
    }

    [Fact]
    public void Waits_follow_the_schedule_with_some_jitter_and_never_undercut_what_the_receiver_asks_for()
    {
        var schedule = new RetrySchedule(WebhookPipelines.Waits, () => 1);

        Assert.Equal(TimeSpan.FromSeconds(6), schedule.NextWait(1, null));
        Assert.Equal(TimeSpan.FromHours(1), schedule.NextWait(1, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(24), schedule.NextWait(1, TimeSpan.FromDays(365)));
        Assert.Null(schedule.NextWait(10, null));
        Assert.Equal(new TimeSpan(3, 3, 35, 5), WebhookPipelines.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));
    }

    private Task<WebhookScenario> StartScenario(
        Func<Received, int>? answer = null, object? filter = null, params (string Name, string Value)[] settings) => WebhookScenario.Start(
        common => Start(new(common.Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))))),
        filter, answer);

    private static async Task<string> TestOutcome(WebhookScenario scenario) =>
        (await scenario.Admin.Post(scenario.Address + "/test", null)).Expect(HttpStatusCode.OK)["outcome"]!.ToString();

    private static async Task<List<string>> Outcomes(WebhookScenario scenario) =>
        [.. (await scenario.Admin.Get(scenario.Address + "/deliveries")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => $"{item!["outcome"]} {item["status"]}")];
}
