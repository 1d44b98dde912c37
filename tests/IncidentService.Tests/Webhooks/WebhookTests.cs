using System.Net;
using System.Security.Cryptography;
using System.Text;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace IncidentService.Tests.Webhooks;

/// <summary>Webhooks and the events that they receive.</summary>
public abstract class WebhookTests(Engine engine) : Suite(engine)
{
    [Fact]
    public async Task A_receiver_gets_new_events_at_once_as_signed_cloud_events()
    {
        await using var scenario = await StartScenario();

        var number = await scenario.Open(3);
        await scenario.WaitUntilReceived($"{number}-1", $"{number}-2", $"{number}-3");

        Assert.Equal([$"{number}-1", $"{number}-2", $"{number}-3"], scenario.Receiver.TakenIds);
        Assert.All(scenario.Receiver.Taken, received =>
        {
            Assert.Equal("application/cloudevents+json", received.ContentType);
            Assert.Equal(received.Id, received.Event["id"]!.ToString());
            Assert.Equal(received.Signature, Sign(scenario.Webhook["secret"]!.ToString(), received));
            Assert.Equal(scenario.Service.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(), received.Timestamp);
            Assert.InRange(received.Body.Length, 1, 20_000);
        });
    }

    [Fact]
    public async Task An_event_is_sent_in_the_round_that_queued_it_even_if_the_clock_advanced_meanwhile()
    {
        await using var scenario = await StartScenario();
        scenario.Service.Clock.PassesWithEachReading = TimeSpan.FromMilliseconds(1);

        var first = await scenario.Open();
        await scenario.WaitUntilReceived($"{first}-1");
        var second = await scenario.Open();
        await scenario.WaitUntilReceived($"{second}-1");

        Assert.Equal([$"{first}-1", $"{second}-1"], scenario.Receiver.TakenIds);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_has_the_form_of_Standard_Webhooks()
    {
        await using var scenario = await StartScenario();

        var secret = scenario.Webhook["secret"]!.ToString();

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.InRange(Convert.FromBase64String(secret["whsec_".Length..]).Length, 24, 64);
        Assert.Null((await scenario.Now())["secret"]);
        Assert.DoesNotContain(secret, (await scenario.Admin.Get("/v1/webhooks")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_secrets_sign_for_a_day_after_a_rotation()
    {
        await using var scenario = await StartScenario();
        var old = scenario.Webhook["secret"]!.ToString();
        var fresh = (await scenario.Admin.Post(scenario.Address + "/secret", null)).Expect(HttpStatusCode.OK)["secret"]!.ToString();
        var first = await scenario.Open();
        await scenario.WaitUntilDelivered($"{first}-1");
        scenario.Service.Clock.Advance(TimeSpan.FromHours(24));
        var second = await scenario.Open();
        await scenario.WaitUntilReceived($"{second}-1");

        var (during, after) = (scenario.Receiver.Taken.First(), scenario.Receiver.Taken.Last());

        // for receivers that ignore the last
        Assert.Equal($"{Sign(fresh, during)} {Sign(old, during)} {Sign(fresh, during)}", during.Signature);
        Assert.Equal(Sign(fresh, after), after.Signature);
    }

    [Fact]
    public async Task A_receiver_gets_only_events_that_match_its_filter()
    {
        await using var scenario = await StartScenario(new { types = new[] { "org.incidentservice.note.added" }, channel = "email" });

        var number = await scenario.Open(2);
        await scenario.WaitUntilReceived($"{number}-2");

        Assert.Equal([$"{number}-2"], scenario.Receiver.TakenIds);
    }

    [Fact]
    public async Task Events_of_a_paused_webhook_wait_and_arrive_in_order()
    {
        await using var scenario = await StartScenario(new { paused = true });
        var number = await scenario.Open(3);
        for (var second = 0; second < 5; second++) scenario.Service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(scenario.Receiver.All);

        (await scenario.Admin.Post(scenario.Address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await scenario.WaitUntilReceived($"{number}-3");

        Assert.Equal([$"{number}-1", $"{number}-2", $"{number}-3"], scenario.Receiver.TakenIds);
        (await scenario.Admin.Post(scenario.Address + "/pause", null)).Expect(HttpStatusCode.OK);
        Assert.Equal("paused", (await scenario.Now())["state"]!.ToString());
    }

    [Fact]
    public async Task A_new_address_and_filter_apply_from_the_next_event()
    {
        await using var scenario = await StartScenario();
        await using var other = await Receiver.Start();
        (await scenario.Admin.Patch(scenario.Address, new { url = other.Url, types = new[] { "note.added" } })).Expect(HttpStatusCode.OK);

        var number = await scenario.Open(2);
        await Eventually.IsTrue(() => other.Taken.Count == 1, "the note");

        Assert.Equal([$"{number}-2"], other.TakenIds);
        Assert.Empty(scenario.Receiver.All);
    }

    [Fact]
    public async Task A_deleted_webhook_is_unknown_and_gets_no_more_events()
    {
        await using var scenario = await StartScenario();
        (await scenario.Admin.Delete(scenario.Address)).Expect(HttpStatusCode.NoContent);

        await scenario.Open();
        for (var second = 0; second < 5; second++) scenario.Service.Clock.Advance(TimeSpan.FromSeconds(1));

        (await scenario.Admin.Get(scenario.Address)).ExpectProblem(HttpStatusCode.NotFound, "webhook-unknown");
        Assert.Empty(scenario.Receiver.All);
        Assert.Equal(0, scenario.Service.Register.Scalar<long>("SELECT count(*) FROM leases WHERE name LIKE 'subscription%'"));
    }

    [Fact]
    public async Task A_test_event_returns_the_response_of_the_receiver_at_once()
    {
        await using var scenario = await StartScenario(new { paused = true });
        scenario.Receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 418;
            await http.Response.WriteAsync("I am a\u0007 teapot " + new string('x', 5_000));
            return 418;
        };

        var sent = (await scenario.Admin.Post(scenario.Address + "/test", null)).Expect(HttpStatusCode.OK);

        Assert.Equal(("418", "status"), (sent["status"]!.ToString(), sent["outcome"]!.ToString()));
        Assert.StartsWith("I am a teapot", sent["excerpt"]!.ToString(), StringComparison.Ordinal);
        Assert.InRange(sent["excerpt"]!.ToString().Length, 1, 1024);
        Assert.Equal("org.incidentservice.webhook.tested", Assert.Single(scenario.Receiver.All).Event["type"]!.ToString());
        Assert.Equal(
            sent.ToJsonString(),
            (await scenario.Admin.Get(scenario.Address + "/deliveries")).Expect(HttpStatusCode.OK)["items"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Attempts_are_listed_newest_first_and_the_last_two_hundred_are_stored()
    {
        await using var scenario = await StartScenario();
        var number = await scenario.Open(210);
        await scenario.WaitUntilReceived($"{number}-210");

        await Eventually.IsTrue(async () => (await Listed(scenario, "?limit=1"))[0] == $"{number}-210", "the last attempt written down");

        Assert.Equal(Enumerable.Range(11, 200).Reverse().Select(sequence => $"{number}-{sequence}"), await Listed(scenario, "?limit=200"));
    }

    [Theory]
    [InlineData("""{ "position": "0" }""", 1)]
    [InlineData("""{ "since": "2026-11-21T10:30:00Z" }""", 2)]
    public async Task A_replay_sends_all_events_from_a_position_or_a_time_again(string body, int first)
    {
        await using var scenario = await StartScenario();
        var numbers = new List<string> { await scenario.Open() };
        await scenario.WaitUntilDelivered($"{numbers[0]}-1");
        scenario.Service.Clock.Advance(TimeSpan.FromHours(1));
        numbers.Add(await scenario.Open());
        await scenario.WaitUntilDelivered($"{numbers[1]}-1");

        (await scenario.Admin.Post(scenario.Address + "/replay", body)).Expect(HttpStatusCode.OK);
        await scenario.AdvanceUntil(() => scenario.Receiver.Taken.Count == 2 + (3 - first), "the events again");

        Assert.Equal(numbers.Skip(first - 1).Select(number => number + "-1").Order(), scenario.Receiver.TakenIds.Skip(2).Order());
    }

    [Fact]
    public async Task A_replay_from_a_future_position_is_refused()
    {
        await using var scenario = await StartScenario();

        (await scenario.Admin.Post(scenario.Address + "/replay", new { position = "1000000" }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await scenario.Admin.Post(scenario.Address + "/replay", new { position = "0", since = "2026-11-21T10:30:00Z" }))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    private Task<WebhookScenario> StartScenario(object? filter = null) => WebhookScenario.Start(settings => Start(settings), filter);

    private static async Task<List<string>> Listed(WebhookScenario scenario, string query) =>
        [.. (await scenario.Admin.Get(scenario.Address + "/deliveries" + query)).Expect(HttpStatusCode.OK)["items"]!.AsArray().Select(item => item!["event"]!.ToString())];

    private static string Sign(string secret, Received received)
    {
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        return "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{received.Id}.{received.Timestamp}.{received.Body}")));
    }
}
