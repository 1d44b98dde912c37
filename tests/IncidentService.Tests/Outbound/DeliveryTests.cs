using System.Net;
using IncidentService.Outbound;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Outbound;

/// <summary>What becomes of events that a receiver does not take.</summary>
public abstract class DeliveryTests(Engine engine) : Suite(engine)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task An_event_that_fails_keeps_only_the_later_ones_of_its_incident_waiting()
    {
        var broken = "";
        await using var told = await Tell(received => received.Subject == broken ? 500 : 204);
        broken = await told.Open();
        await Until.True(() => told.Receiver.All.Count == 1, "the first attempt");
        await told.Desk.Post($"/v1/incidents/{broken}/timeline", new { direction = "internal", text = "Note" });
        var other = await told.Open(2);
        await told.Takes($"{other}-1", $"{other}-2");
        Assert.DoesNotContain(told.Receiver.All, received => received.Id == $"{broken}-2");

        (var mended, broken) = (broken, "");
        await told.Pass(() => told.Receiver.TakenIds.Contains($"{mended}-2"), "the incident's events");

        Assert.Equal([$"{mended}-1", $"{mended}-2"], told.Receiver.TakenIds.Where(id => id.StartsWith(mended, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_event_that_is_never_taken_is_tried_as_the_schedule_says_then_set_aside_and_sent_again_when_asked()
    {
        var poison = "";
        await using var told = await Tell(received => received.Id == poison ? 422 : 204);
        var began = told.Service.Clock.GetUtcNow();
        var number = await told.Open();
        poison = number + "-2";
        await told.Desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" });
        await told.Desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" });

        await told.Pass(() => told.Receiver.TakenIds.Contains(number + "-3"), "the event behind it");

        Assert.Equal(10, told.Receiver.All.Count(received => received.Id == poison));
        Assert.InRange(told.Service.Clock.GetUtcNow() - began, new TimeSpan(3, 3, 35, 5), TimeSpan.FromDays(100)); // the clock runs on while an attempt is under way
        var aside = (await told.Admin.Get(told.Address + "/set-aside")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        Assert.Equal((poison, "10", "It answered 422."), (aside[0]!["event"]!.ToString(), aside[0]!["attempts"]!.ToString(), aside[0]!["reason"]!.ToString()));
        var mended = poison;
        poison = "";
        (await told.Admin.Post(told.Address + "/redelivery", new { positions = new[] { aside[0]!["position"]!.ToString() } })).Expect(HttpStatusCode.OK);
        await told.Pass(() => told.Receiver.TakenIds.Contains(mended), "the event that was set aside");
        await Until.True(async () => (await told.Now())["setAside"]!.GetValue<long>() == 0, "nothing set aside");
    }

    [Fact]
    public async Task A_receiver_that_answers_410_is_sent_nothing_more_until_it_is_resumed()
    {
        var gone = true;
        await using var told = await Tell(_ => gone ? 410 : 204);
        var number = await told.Open();
        await Until.True(async () => (await told.Now())["state"]!.ToString() == "ended", "the end");
        Assert.Contains("410", (await told.Now())["reason"]!.ToString(), StringComparison.Ordinal);
        await told.Open();
        Assert.Single(told.Receiver.All);

        gone = false;
        (await told.Admin.Post(told.Address + "/resumption", null)).Expect(HttpStatusCode.OK);

        await told.Pass(() => told.Receiver.TakenIds.Contains($"{number}-1"), "what had waited");
    }

    [Fact]
    public async Task A_receiver_that_can_take_nothing_for_three_days_is_paused_and_says_why()
    {
        var down = true;
        await using var told = await Tell(_ => down ? 500 : 204);
        var numbers = new[] { await told.Open(), await told.Open() };
        await Until.True(() => told.Service.Register.Ask<long?>("SELECT min(failing_since) FROM subscriptions") is not null, "the first failure"); // before the clock moves

        await told.Pass(async () => (await told.Now())["state"]!.ToString() == "paused", "the pause");

        var paused = await told.Now();
        Assert.StartsWith("Nothing could be delivered since 2026-11-21T09:30:", paused["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" It answered 500.", paused["reason"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(("2", "0"), (paused["waiting"]!.ToString(), paused["setAside"]!.ToString()));
        down = false;
        (await told.Admin.Post(told.Address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await told.Pass(() => numbers.All(number => told.Receiver.TakenIds.Contains(number + "-1")), "both events");
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_is_left_alone_until_then()
    {
        var busy = true;
        await using var told = await Tell();
        told.Receiver.Answer = (_, http) =>
        {
            if (busy) http.Response.Headers.RetryAfter = "120";
            return Task.FromResult(busy ? 503 : 204);
        };
        var number = await told.Open();
        await Until.True(async () => (await told.Now())["failingSince"] is not null, "the failure");
        busy = false;
        var other = await told.Open();
        var asked = told.Service.Clock.GetUtcNow();

        await told.Pass(() => told.Receiver.Taken.Count == 2, "both events");

        Assert.InRange(told.Service.Clock.GetUtcNow() - asked, TimeSpan.FromMinutes(2), TimeSpan.FromDays(100));
        Assert.Equal(new[] { $"{number}-1", $"{other}-1" }.Order(), told.Receiver.TakenIds.Order());
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var elsewhere = await Receiver.Start();
        await using var told = await Tell();
        told.Receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return Task.FromResult(307);
        };

        await told.Open();
        await Until.True(async () => (await Outcomes(told)).Contains("status 307"), "the failure");

        Assert.Empty(elsewhere.All);
    }

    [Fact]
    public async Task A_certificate_that_is_not_good_a_closed_port_and_a_connection_that_breaks_are_failures_with_their_names()
    {
        await using var untrusted = await Receiver.Start(withBadCertificate: true);
        var closed = await Receiver.Start();
        await closed.DisposeAsync();
        await using var told = await Tell();
        told.Receiver.Answer = (_, http) =>
        {
            http.Abort();
            return Task.FromResult(500);
        };

        Assert.Equal("connection", await TestOutcome(told));
        (await told.Admin.Patch(told.Address, new { url = untrusted.Url })).Expect(HttpStatusCode.OK);
        Assert.Equal("certificate", await TestOutcome(told));
        (await told.Admin.Patch(told.Address, new { url = "http://127.0.0.1:9/" })).Expect(HttpStatusCode.OK);
        Assert.Equal("connection", await TestOutcome(told));
    }

    [Fact]
    public async Task Of_two_programs_one_tells_a_receiver_at_a_time()
    {
        await using var told = await Tell();
        await using var other = await Start(Told.Settings, beside: told.Service);
        var numbers = new List<string>();
        for (var round = 0; round < 20; round++)
        {
            numbers.Add(await told.Open(2));
            string[] events = [$"{numbers[^1]}-1", $"{numbers[^1]}-2"];
            await Until.True(() => Pass(Moment) && events.All(told.Receiver.TakenIds.Contains), "events of " + numbers[^1]);
            await Until.True(() => Pass(Second), "a second to pass");
        }

        Assert.Equal(40, told.Receiver.All.Count);
        Assert.Equal(40, told.Receiver.TakenIds.Distinct().Count());

        bool Pass(TimeSpan time)
        {
            if (!told.MayPass(time)) return false;
            told.Service.Clock.Advance(time);
            other.Clock.Advance(time);
            return true;
        }
    }

    [Fact]
    public void Waits_follow_the_schedule_with_some_jitter_and_never_undercut_what_the_receiver_asks_for()
    {
        var schedule = new Schedule(Pipelines.Waits, () => 1);

        Assert.Equal(TimeSpan.FromSeconds(6), schedule.After(1, null));
        Assert.Equal(TimeSpan.FromHours(1), schedule.After(1, TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromHours(24), schedule.After(1, TimeSpan.FromDays(365)));
        Assert.Null(schedule.After(10, null));
        Assert.Equal(new TimeSpan(3, 3, 35, 5), Pipelines.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait));
    }

    private Task<Told> Tell(Func<Received, int>? answer = null) => Told.Start(settings => Start(settings), answer: answer);

    private static async Task<string> TestOutcome(Told told) =>
        (await told.Admin.Post(told.Address + "/test", null)).Expect(HttpStatusCode.OK)["outcome"]!.ToString();

    private static async Task<List<string>> Outcomes(Told told) =>
        [.. (await told.Admin.Get(told.Address + "/deliveries")).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => $"{item!["outcome"]} {item["status"]}")];
}
