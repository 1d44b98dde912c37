using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Common;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Webhooks;

/// <summary>A service that may call loopback addresses, a receiver, and a webhook to it.</summary>
internal sealed class WebhookScenario : IAsyncDisposable
{
    private const string NextDue =
        """
        SELECT min(o.due_at) FROM outgoing o WHERE o.position IN (
            SELECT min(w.position) FROM outgoing w WHERE w.set_aside_at IS NULL GROUP BY w.subscription_id, w.incident_id)
        """;

    private const string LeaseEnds =
        """
        SELECT min(l.expires_at) FROM leases l
        WHERE l.name LIKE 'subscription-%' AND EXISTS (SELECT 1 FROM outgoing o WHERE o.set_aside_at IS NULL)
        """;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The timeout of attempts follows the clock that tests move.</summary>
    public static readonly Dictionary<string, string?> Settings = new()
    {
        ["Webhooks:AllowedNetworks:0"] = "127.0.0.1/32", ["Webhooks:AllowHttp"] = "true", ["Webhooks:AttemptSeconds"] = "3600",
    };

    private WebhookScenario(RunningService service, Receiver receiver, ApiClient desk, ApiClient admin) =>
        (Service, Receiver, Desk, Admin) = (service, receiver, desk, admin);

    public RunningService Service { get; }
    public Receiver Receiver { get; }
    public ApiClient Desk { get; }
    public ApiClient Admin { get; }
    public JsonNode Webhook { get; private set; } = null!;
    public string Address => "/v1/webhooks/" + Webhook["id"];

    public static async Task<WebhookScenario> Start(
        Func<Dictionary<string, string?>, Task<RunningService>> start, object? filter = null, Func<Received, int>? answer = null)
    {
        var service = await start(Settings);
        var receiver = await Receiver.Start();
        if (answer is not null) receiver.Answer = (received, _) => Task.FromResult(answer(received));
        var scenario = new WebhookScenario(
            service, receiver, await service.Client("email", "read", "write", "approve"), await service.Client("web", "admin"));
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(filter ?? new { }))!;
        (body["name"], body["url"]) = ("Order system", receiver.Url);
        scenario.Webhook = (await scenario.Admin.Post("/v1/webhooks", body.ToJsonString())).Expect(HttpStatusCode.Created);
        return scenario;
    }

    /// <summary>The current webhook.</summary>
    public async Task<JsonNode> Now() => (await Admin.Get(Address)).Expect(HttpStatusCode.OK);

    /// <summary>Opens an incident with a number of lines.</summary>
    public async Task<string> Open(int lines = 1)
    {
        var number = await Desk.Open();
        for (var line = 1; line < lines; line++)
            (await Desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" }))
                .Expect(HttpStatusCode.Created);
        return number;
    }

    /// <summary>Waits until the receiver has accepted these events, in any order between incidents.</summary>
    public Task WaitUntilReceived(params string[] ids) =>
        Eventually.IsTrue(() => ids.All(Receiver.TakenIds.Contains), "events " + string.Join(' ', ids));

    /// <summary>
    /// Waits until the receiver has accepted these events and the service has stored the results. After that, none is sent again, however
    /// far the clock moves.
    /// </summary>
    public async Task WaitUntilDelivered(params string[] ids)
    {
        await WaitUntilReceived(ids);
        await Eventually.IsTrue(async () => (int)(await Now())["waiting"]! == 0, "the results of the deliveries");
    }

    /// <summary>
    /// Advances the clock until the condition holds: to the next due attempt, or by a second while an attempt is due or running, so that no
    /// attempt sees more than seconds pass.
    /// </summary>
    public Task AdvanceUntil(Func<Task<bool>> condition, string what) => Eventually.IsTrue(
        async () =>
        {
            var due = Service.Register.Scalar<long?>(NextDue);
            var ahead = due is { } at ? new Instant(at).ToDateTimeOffset() - Service.Clock.GetUtcNow() : TimeSpan.Zero;
            Service.Clock.Advance(ahead > Second ? ahead : Second);
            return await condition();
        },
        what);

    public Task AdvanceUntil(Func<bool> condition, string what) => AdvanceUntil(() => Task.FromResult(condition()), what);

    /// <summary>
    /// False while an attempt is running and its lease would end within a second after this time. If a test moved the clock further, the
    /// lease would expire during the attempt, and another program would rightly send the event again.
    /// </summary>
    public bool MayAdvance(TimeSpan time)
    {
        if (Service.Register.Scalar<long?>(LeaseEnds) is not { } at) return true;
        var left = new Instant(at).ToDateTimeOffset() - Service.Clock.GetUtcNow();
        return left <= TimeSpan.Zero || left > time + Second;
    }

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        Admin.Dispose();
        await Service.DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
