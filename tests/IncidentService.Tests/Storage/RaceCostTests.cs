using System.Net;
using IncidentService.Common.Telemetry;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Telemetry;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Storage;

/// <summary>
/// Who loses a race waits for the winner: all callers together need fewer further attempts than there are callers. On a server, each
/// attempt costs a transaction.
/// </summary>
public abstract class RaceCostTests(Engine engine, ITestOutputHelper output) : Suite(engine), IAsyncLifetime
{
    private const int Callers = 32;
    private const int Rounds = 10;
    private readonly AttemptCounter attempts = new();
    private RunningService one = null!;
    private RunningService other = null!;

    public async ValueTask InitializeAsync()
    {
        one = await Start(services: Count);
        other = await Start(services: Count, beside: one);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public Task Callers_that_find_or_open_a_reference_at_the_same_time_need_few_further_attempts() =>
        Run(HttpMethod.Put, round => $"/v1/references?system=zendesk&value={round}", _ => """{"subject":"Found or opened"}""");

    [Fact]
    public Task Callers_that_deliver_a_message_at_the_same_time_need_few_further_attempts() => Run(
        HttpMethod.Post, _ => "/v1/messages",
        round => $$"""{"system":"mail","messageId":"<{{round}}@example.com>","conversation":"{{round}}","text":"Where is it?"}""");

    [Fact]
    public Task Callers_that_repeat_a_request_at_the_same_time_need_few_further_attempts() => Run(
        HttpMethod.Post, _ => "/v1/incidents", round => $$"""{"subject":"The {{round}}th"}""", isRepeat: true, most: Callers / 2);

    [Fact]
    public async Task Tills_that_redeem_an_approval_at_the_same_time_need_few_further_attempts()
    {
        using var desk = await one.Client("email", "read", "write", "approve");
        var approvals = new List<string>();
        while (approvals.Count < Rounds) approvals.Add(await desk.Grant(new { type = "waiver" }));

        await Run(HttpMethod.Put, round => $"{approvals[round]}/redemptions/T-1", _ => "{}", most: Callers / 2);
    }

    private async Task Run(
        HttpMethod method, Func<int, string> path, Func<int, string> body, bool isRepeat = false, int most = Callers - 1)
    {
        var key = await one.Key("email", ["read", "write", "redeem"]);
        using var race = new Race(Callers, (one.Address, key), (other.Address, key));
        var counted = new List<int>();
        attempts.TakeConflicts(); // of what was prepared

        for (var round = 0; round < Rounds; round++)
        {
            (string, string)[] headers = isRepeat ? [("Idempotency-Key", $"{round}")] : [];
            var answers = await race.Run(method, path(round), body(round), headers);

            answers.ExpectOnly(HttpStatusCode.OK, HttpStatusCode.Created);
            counted.Add(attempts.TakeConflicts());
        }
        output.WriteLine($"{Callers} callers needed, race by race, {string.Join(", ", counted)} further attempts");
        Assert.All(counted, further => Assert.InRange(further, 0, most));
        Assert.Equal(Rounds, one.Register.Count("incidents"));
    }

    /// <summary>Without background work, whose conflicts would be counted too.</summary>
    private void Count(IServiceCollection services) => services.RemoveAll<IHostedService>().AddSingleton(_ =>
    {
        var telemetry = PipelineTelemetry.Create(NullLoggerFactory.Instance);
        telemetry.TelemetryListeners.Add(attempts);
        return telemetry;
    });

    /// <summary>Counts the changes that were run again because another one came first.</summary>
    private sealed class AttemptCounter : TelemetryListener
    {
        private int conflicts;

        public int TakeConflicts() => Interlocked.Exchange(ref conflicts, 0);

        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
        {
            if (args is { Source.StrategyName: "Conflict", Event.EventName: "OnRetry" }) Interlocked.Increment(ref conflicts);
        }
    }
}
