using System.Collections.Concurrent;
using System.Net;
using IncidentService.Tests.Faults;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentService.Tests.Webhooks.Deliveries;

/// <summary>
/// A receiver with every kind of fault: all thousands of events arrive, in order per incident. Uses the real clock, with
/// waits of seconds instead of hours.
/// </summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const int EventsOfEach = 40;
    private const int PromisesOfEach = 19;
    private const int Stages = 5;
    private static readonly int AtEachStage = LongForm.Rounds(usual: 20, inLongForm: 50);
    private static readonly int Incidents = Stages * AtEachStage;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, int> answers = new();
    private readonly Random random = new(20261125);
    private bool isDown;
    private bool isGone;

    [Fact]
    public async Task Events_of_an_incident_arrive_in_order_despite_failures_of_the_receiver()
    {
        await using var service = await RunningService.Start(Settings(), services => services.AddSingleton(TimeProvider.System));
        using var desk = await service.Client("email", "read", "write", "approve");
        using var admin = await service.Client("web", "admin");
        await using var untrusted = await Receiver.Start(withBadCertificate: true);
        var webhook = (await admin.Post("/v1/webhooks", new { name = "Order system", url = untrusted.Url })).Expect(HttpStatusCode.Created);
        var address = "/v1/webhooks/" + webhook["id"];

        await Open(desk);
        await Eventually.IsTrue(async () => await Outcome(admin, address) == "certificate", "a failure for the certificate");
        await using var receiver = await Receiver.Start();
        receiver.Answer = Behave;
        (await admin.Patch(address, new { url = "http://127.0.0.1:9/" })).Expect(HttpStatusCode.OK);
        await Open(desk);
        await Eventually.IsTrue(async () => await Outcome(admin, address) == "connection", "a failure for the closed port");
        (await admin.Patch(address, new { url = receiver.Url })).Expect(HttpStatusCode.OK);
        await Open(desk);
        await WaitUntilTaken(receiver, (2 * AtEachStage * EventsOfEach) + 1);
        isDown = true;
        await Open(desk);
        await Eventually.IsTrue(() => answers.GetValueOrDefault("500 while it was down") >= 8, "the receiver to be down");
        (isDown, isGone) = (false, true);
        await Eventually.IsTrue(async () => (await admin.Get(address))["state"]!.ToString() == "ended", "the end by 410");
        isGone = false;
        (await admin.Post(address + "/resumption", null)).Expect(HttpStatusCode.OK);
        await Open(desk);
        await WaitUntilTaken(receiver, Incidents * EventsOfEach);

        Report(receiver, untrusted, await admin.Get(address));
        Check(receiver);
        await Eventually.IsTrue(async () => (await admin.Get(address))["waiting"]!.GetValue<long>() == 0, "nothing left on its way");
        Assert.Equal(0, (await admin.Get(address))["setAside"]!.GetValue<long>());
        Assert.Empty(untrusted.All);
    }

    private static Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>(WebhookScenario.Settings)
        {
            ["Webhooks:AttemptSeconds"] = "2",
            ["Webhooks:BreakSeconds"] = "1",
            ["Webhooks:AtOnce"] = "32"
        };
        for (var attempt = 0; attempt < 300; attempt++) settings[$"Webhooks:RetrySeconds:{attempt}"] = "1";
        return settings;
    }

    /// <summary>Each incident has forty events: an outgoing message with promises and approvals.</summary>
    private static Task Open(ApiClient desk)
    {
        var promises = Enumerable.Range(0, PromisesOfEach).Select(_ => new { text = "We call you", dueAt = "2099-01-01T00:00:00Z" });
        var approvals = Enumerable.Range(0, EventsOfEach - 2 - PromisesOfEach).Select(_ => new { type = "waiver" });
        var message = new { direction = "out", text = "Yes", promises, approvals };
        return Parallel.ForEachAsync(Enumerable.Range(0, AtEachStage), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var number = await desk.Open();
            (await desk.Post($"/v1/incidents/{number}/timeline", message)).Expect(HttpStatusCode.Created);
        });
    }

    private async Task<int> Behave(Received received, HttpContext http)
    {
        if (isGone) return Count("410", 410);
        if (isDown) return Count("500 while it was down", 500);
        int draw;
        lock (random) draw = random.Next(1_000);
        switch (draw)
        {
            case < 10: return Count("500", 500);
            case < 15:
                http.Abort();
                return Count("reset", 500);
            case < 20:
                http.Response.Headers.Location = "http://10.0.0.1/";
                return Count("redirect to a private address", 302);
            case < 22:
                // longer than an attempt: the receiver accepts it, and it is sent again
                await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
                return Count("slow", 204);
            case < 24:
                http.Response.Headers.RetryAfter = "1";
                return Count("429", 429);
            case < 26: return Count("400", 400);
            default: return 204;
        }
    }

    private int Count(string what, int status)
    {
        answers.AddOrUpdate(what, 1, (_, count) => count + 1);
        return status;
    }

    /// <summary>
    /// Most of the time goes into what the service does on purpose: it waits a second before each retry, and leaves the receiver alone for
    /// as long when that asks for it or fails too often. Alone on two cores, 2,000 events take 16 seconds.
    /// </summary>
    private static async Task WaitUntilTaken(Receiver receiver, int events)
    {
        using var patience = new CancellationTokenSource(Patience);
        var seen = new HashSet<string>();
        while (seen.Count < events)
        {
            await Task.Delay(50, patience.Token);
            seen = [.. receiver.TakenIds];
        }
    }

    private void Report(Receiver receiver, Receiver untrusted, Answer webhook)
    {
        var taken = receiver.TakenIds.ToList();
        output.WriteLine(
            $"{Incidents * EventsOfEach} events of {Incidents} incidents: {receiver.All.Count} requests, {taken.Count} taken, {taken.Distinct().Count()} distinct, {taken.Count - taken.Distinct().Count()} taken twice or more.");
        output.WriteLine(
            "What went wrong: " + string.Join(", ", answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}")));
        output.WriteLine($"Requests to the receiver with a wrong certificate: {untrusted.All.Count}. The webhook: {webhook.Text}");
    }

    private static void Check(Receiver receiver)
    {
        var first = receiver.Taken.DistinctBy(received => received.Id).GroupBy(received => received.Subject).ToList();
        Assert.Equal(Incidents, first.Count);
        Assert.All(first, incident => Assert.Equal(Enumerable.Range(1, EventsOfEach), incident.Select(received => received.Sequence)));
        Assert.All(receiver.All.GroupBy(received => received.Id), same => Assert.Single(same.Select(received => received.Body).Distinct()));
    }

    private static async Task<string> Outcome(ApiClient admin, string address)
    {
        var items = (await admin.Get(address + "/deliveries?limit=1")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        return items.Count == 0 ? "" : items[0]!["outcome"]!.ToString();
    }
}
