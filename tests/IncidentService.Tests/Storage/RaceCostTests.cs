using System.Net;
using IncidentService.Common.Telemetry;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Polly.Telemetry;
using static IncidentService.Tests.Approvals.ApprovalCalls;

namespace IncidentService.Tests.Storage;

/// <summary>
/// Who loses a race at its replica waits for the winner, and who loses to another replica is refused by the database once. On a server,
/// each attempt costs a transaction.
/// </summary>
public abstract class RaceCostTests(Engine engine, ITestOutputHelper output) : Suite(engine), IAsyncLifetime
{
    private const int Callers = 32;
    private const int Rounds = 10;

    /// <summary>
    /// Of requests that look first whether there is something: only the first one of a replica can lose, to the other replica's.
    /// </summary>
    private const int MostIfTheyLookFirst = 2;

    /// <summary>Of requests that do not: those that reach a replica after the winner has gone lose once, too.</summary>
    private const int Most = Callers / 2;

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
    public Task Callers_that_find_or_open_a_reference_at_the_same_time_need_few_further_attempts() => Run(new()
    {
        Method = HttpMethod.Put, Path = round => $"/v1/references?system=zendesk&value={round}",
        Body = _ => """{"subject":"Found or opened"}""",
        Most = MostIfTheyLookFirst,
    });

    [Fact]
    public Task Callers_that_open_incidents_with_the_same_references_at_the_same_time_need_few_further_attempts() => Run(new()
    {
        Path = _ => "/v1/incidents",
        Body = round =>
            $$"""{"subject":"One","references":[{"system":"zendesk","value":"{{round}}"},{"system":"erp","value":"{{round}}"}]}""",
        Loser = HttpStatusCode.Conflict,
    });

    [Fact]
    public Task Callers_that_deliver_a_message_at_the_same_time_need_few_further_attempts() => Run(new()
    {
        Path = _ => "/v1/messages",
        Body = round => $$"""{"system":"mail","messageId":"<{{round}}@example.com>","conversation":"{{round}}","text":"Where is it?"}""",
        Most = MostIfTheyLookFirst,
    });

    [Fact]
    public Task Callers_that_repeat_a_request_at_the_same_time_need_few_further_attempts() => Run(new()
    {
        Path = _ => "/v1/incidents", Body = round => $$"""{"subject":"The {{round}}th"}""", Loser = HttpStatusCode.Created,
        Headers = round => [("Idempotency-Key", $"{round}")],
    });

    [Fact]
    public async Task Tills_that_redeem_an_approval_at_the_same_time_need_few_further_attempts()
    {
        using var desk = await one.Client("email", "read", "write", "approve");
        var approvals = new List<string>();
        while (approvals.Count < Rounds) approvals.Add(await desk.Grant(new { type = "waiver" }));

        await Run(new() { Method = HttpMethod.Put, Path = round => $"{approvals[round]}/redemptions/T-1", Body = _ => "{}" });
    }

    /// <summary>
    /// Both requests of a round change the same two incidents. One of them names the second incident by the number of one that was merged
    /// into it, so that the incidents are in another order than the numbers.
    /// </summary>
    [Fact]
    public async Task Merges_of_the_same_incidents_by_different_numbers_wait_for_each_other_and_do_not_deadlock()
    {
        using var desk = await one.Client("email", "read", "write");
        using var phone = await other.Client("phone", "read", "write");
        for (var round = 0; round < Rounds; round++)
        {
            var opened = (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => desk.Open()))).Order(StringComparer.Ordinal).ToList();
            var (first, second, third) = (opened[0], opened[1], opened[2]);
            (await Merge(desk, first, third)).Expect(HttpStatusCode.OK);

            var answers = await Task.WhenAll(Enumerable.Range(0, Callers / 8).Select(
                caller => Merge(caller % 4 < 2 ? desk : phone, second, caller % 2 == 0 ? first : third)));

            answers.ExpectOnly(HttpStatusCode.OK);
        }
        Assert.Equal(0, attempts.Deadlocks);

        static Task<Answer> Merge(ApiClient desk, string number, string into) =>
            desk.Post($"/v1/incidents/{number}/merge", new { into });
    }

    private async Task Run(Contest contest)
    {
        var key = await one.Key("email", ["read", "write", "redeem"]);
        using var race = new Race(Callers, (one.Address, key), (other.Address, key));
        var counted = new List<int>();
        attempts.TakeConflicts(); // of what was prepared

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await race.Run(contest.Method, contest.Path(round), contest.Body(round), contest.Headers(round));

            answers.ExpectOnly(HttpStatusCode.Created, contest.Loser);
            Assert.Single(answers, answer => answer is { Status: HttpStatusCode.Created, Replayed: false });
            counted.Add(attempts.TakeConflicts());
        }
        output.WriteLine($"{Callers} callers needed, race by race, {string.Join(", ", counted)} further attempts");
        Assert.All(counted, further => Assert.InRange(further, 0, contest.Most));
        Assert.Equal(Rounds, one.Register.Count("incidents"));
    }

    /// <summary>What all callers send at once in each round, which one of them wins.</summary>
    private sealed record Contest
    {
        public HttpMethod Method { get; init; } = HttpMethod.Post;
        public required Func<int, string> Path { get; init; }
        public required Func<int, string> Body { get; init; }
        public Func<int, (string, string)[]> Headers { get; init; } = _ => [];

        /// <summary>What all others are answered.</summary>
        public HttpStatusCode Loser { get; init; } = HttpStatusCode.OK;

        /// <summary>How many further attempts all of them may need.</summary>
        public int Most { get; init; } = RaceCostTests.Most;
    }

    /// <summary>Without background work, whose conflicts would be counted too.</summary>
    private void Count(IServiceCollection services) => services.RemoveAll<IHostedService>().AddSingleton(_ =>
    {
        var telemetry = PipelineTelemetry.Create(NullLoggerFactory.Instance);
        telemetry.TelemetryListeners.Add(attempts);
        return telemetry;
    });

    /// <summary>Counts the changes that were run again because another one came first, and the deadlocks among the reasons.</summary>
    private sealed class AttemptCounter : TelemetryListener
    {
        private const int DeadlockVictim = 1205;
        private int conflicts;
        private int deadlocks;

        public int Deadlocks => deadlocks;

        public int TakeConflicts() => Interlocked.Exchange(ref conflicts, 0);

        public override void Write<TResult, TArgs>(in TelemetryEventArguments<TResult, TArgs> args)
        {
            if (args is not { Source.StrategyName: "Conflict", Event.EventName: "OnRetry" }) return;
            Interlocked.Increment(ref conflicts);
            if (args.Outcome?.Exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected }
                or SqlException { Number: DeadlockVictim })
                Interlocked.Increment(ref deadlocks);
        }
    }
}
