using System.Collections.Concurrent;
using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Replicas;

/// <summary>
/// Typical traffic on a fleet: incidents, messages delivered twice, promises that fall due, and tills that race for two approvals.
/// </summary>
internal sealed class Traffic(Fleet fleet, string desk, string till)
{
    private const int Uses = 40;
    private readonly ConcurrentDictionary<string, string> opened = new();
    private readonly ConcurrentDictionary<string, string> received = new();
    private readonly ConcurrentBag<string> redeemed = [];
    private readonly ConcurrentBag<string> once = [];
    private int done;

    public int Done => Volatile.Read(ref done);

    public async Task Run(int callers, int rounds)
    {
        var (shared, first) = (await Grant(Uses), await Grant(1));
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var round = 0; round < rounds; round++)
            {
                await Open(caller, round);
                await Receive(caller, round);
                await Redeem(shared, caller, $"{caller}-{round}", redeemed);
                await Redeem(first, caller, $"{caller}-{round}", once);
                Interlocked.Increment(ref done);
            }
        }));
    }

    /// <summary>
    /// Checks that nothing acknowledged was lost, nothing happened twice, no more was redeemed than granted, and due items were marked
    /// once.
    /// </summary>
    public async Task ExpectWhole(RegisterInspector register, ApiClient reader)
    {
        Assert.Equal(opened.Count, opened.Values.Distinct().Count());
        foreach (var (key, number) in opened)
            Assert.Equal(key, (await reader.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK)["subject"]!.ToString());
        foreach (var line in received.Values) (await reader.Get(line)).Expect(HttpStatusCode.OK);
        Assert.Equal(opened.Count + received.Count + 2, register.Count("incidents"));
        Assert.Equal(received.Count, register.Count("messages"));
        Assert.Equal(Math.Min(Uses, opened.Count), redeemed.Count);
        Assert.Single(once);
        Assert.Equal(redeemed.Count + once.Count, register.Count("redemptions"));
        await Eventually.IsTrue(
            () => register.Scalar<long>("SELECT count(*) FROM promises WHERE state = 'open'") == 0, "all promises are overdue");
        Assert.Equal(opened.Count, register.Scalar<long>("SELECT count(*) FROM events WHERE type = 'promise.overdue'"));
        register.ExpectWholeFeed();
    }

    private async Task<string> Grant(int uses)
    {
        var body = new { subject = "granted", approvals = new[] { new { type = "waiver", uses } } };
        return (await fleet.Send(0, desk, HttpMethod.Post, "/v1/incidents", body)).Expect(HttpStatusCode.Created)["number"]!.ToString();
    }

    /// <summary>If no process took it before its promise was due, it is refused and was not carried out; a new request follows.</summary>
    private async Task Open(int caller, int round)
    {
        var (name, answer) = ($"opened {caller}-{round}", (Answer?)null);
        for (var again = 0; answer is null || IsTooLate(answer); again++)
        {
            var body = new
            {
                subject = name,
                references = new[] { new { system = "zendesk", value = $"{caller}-{round}" } },
                promises = new[] { new { text = "We call", dueAt = DateTimeOffset.UtcNow.AddSeconds(15) } },
            };
            answer = await fleet.Send(caller + round, desk, HttpMethod.Post, "/v1/incidents", body, $"{name} {again}");
        }
        opened[name] = answer.Expect(HttpStatusCode.Created)["number"]!.ToString();
    }

    private static bool IsTooLate(Answer answer) =>
        answer.Status == HttpStatusCode.BadRequest
            && answer.Json?["errors"]?.AsArray() is [{ } only]
            && only["field"]?.ToString() == "promises[0].dueAt";

    /// <summary>Sent to two replicas at once.</summary>
    private async Task Receive(int caller, int round)
    {
        var body = new { system = "mail", messageId = $"{caller}-{round}", text = "Where is it?" };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(turn => fleet.Send(caller + turn, desk, HttpMethod.Post, "/v1/messages", body)));
        var places = answers.Select(answer =>
        {
            Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, answer.Text);
            return $"/v1/incidents/{answer["number"]}/timeline/{answer["sequence"]}";
        });
        received[$"{caller}-{round}"] = Assert.Single(places.Distinct());
    }

    /// <summary>Sent to two replicas at once, as by a till that timed out.</summary>
    private async Task Redeem(string number, int caller, string transaction, ConcurrentBag<string> honoured)
    {
        var path = $"/v1/incidents/{number}/approvals/1/redemptions/{transaction}";
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(turn => fleet.Send(caller + turn, till, HttpMethod.Put, path, new { })));
        if (answers.Any(answer => answer.Status is HttpStatusCode.Created or HttpStatusCode.OK)) honoured.Add(transaction);
        else Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.Conflict, "approval-exhausted"));
    }
}
