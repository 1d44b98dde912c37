using System.Net;
using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Audit;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>On PostgreSQL, changes that only add rows are committed together with others that are ready at the same time.</summary>
public sealed class CommitGroupTests : IAsyncLifetime
{
    private const int Callers = 16;
    private const int Rounds = 12;

    /// <summary>The rows that one transaction has inserted have its id.</summary>
    private const string Transactions = "SELECT count(DISTINCT CAST(xmin AS text)) FROM ";

    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        if (Engine.Postgres.Missing is { } why) Assert.Skip(why);
        service = await RunningService.Start(engine: Engine.Postgres);
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk?.Dispose();
        if (service is not null) await service.DisposeAsync();
    }

    [Fact]
    public async Task Requests_that_come_together_share_a_transaction_and_each_has_its_rows()
    {
        for (var round = 0; round < Rounds; round++) await AtOnce(Callers, caller => Open(desk, $"{round}-{caller}"));
        await AtOnce(Callers, _ => desk.Post("/v1/lookups", new { quoted = "CAS-1234567" }));

        Assert.Equal(Rounds * Callers, service.Register.Count("incidents"));
        Assert.InRange(service.Register.Scalar<long>(Transactions + "incidents"), 1, (Rounds * Callers) - 1);
        await ExpectWhole(Rounds * Callers);
        Assert.Equal(Callers, service.Register.Count("lookups"));
    }

    [Fact]
    public async Task A_change_that_is_refused_runs_again_and_those_of_its_group_do_not()
    {
        await service.Seed("INSERT INTO secrets (name, value) VALUES ('taken', 'x')");
        var runs = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var attempts = 0;
            var refused = service.Change(
                transaction =>
                {
                    if (attempts++ > 0) return Task.FromResult<HttpReply>(Problem.From(Problems.Conflict));
                    transaction.AddSecret($"of the refused {round}", [1]);
                    transaction.AddSecret("taken", [1]);
                    return Task.FromResult(HttpReply.Empty(204));
                },
                CancellationToken.None);
            var others = AtOnce(Callers, caller => service.Change(
                transaction =>
                {
                    Interlocked.Increment(ref runs);
                    transaction.AddSecret($"{round}-{caller}", [1]);
                    return Task.FromResult(HttpReply.Empty(204));
                },
                CancellationToken.None));

            Assert.All(await others, reply => Assert.Equal(204, reply.Status));
            Assert.Equal((409, 2), ((await refused).Status, attempts));
        }

        Assert.Equal(Rounds * Callers, runs);
        Assert.Equal(runs, service.Register.Scalar<long>("SELECT count(*) FROM secrets WHERE name ~ '^[0-9]+-'"));
        Assert.Equal(0, service.Register.Scalar<long>("SELECT count(*) FROM secrets WHERE name LIKE 'of the refused%'"));
    }

    [Fact]
    public async Task Two_replicas_that_open_for_the_same_references_keys_and_messages_open_each_once()
    {
        await using var other = await RunningService.Start(engine: Engine.Postgres, beside: service);
        var key = await service.Key("email", ["read", "write"]);
        using var one = new ApiClient(service.Address, key);
        using var two = new ApiClient(other.Address, key);
        ApiClient At(int caller) => caller % 2 == 0 ? one : two;

        for (var round = 0; round < Rounds; round++)
        {
            var answers = await AtOnce(
                Callers * 2, caller => Open(At(caller), $"{round}-{caller / 2}", isRepeated: caller / 2 % 4 > 0));
            await AtOnce(Callers * 2, caller => At(caller).Post("/v1/lookups", new { quoted = $"CAS-{round}{caller}99" }));
            await AtOnce(Callers, caller => At(caller).Post(
                "/v1/messages", new { system = "mail", messageId = $"{round}-{caller / 2}", text = "Where is it?" }));

            answers.ExpectOnly(HttpStatusCode.Created, HttpStatusCode.Conflict);
        }

        var messages = Rounds * Callers / 2;
        Assert.Equal(messages, service.Register.Count("messages"));
        Assert.Equal(Rounds * Callers, service.Register.Count("incident_references"));
        Assert.Equal(Rounds * Callers * 2, service.Register.Count("lookups"));
        await ExpectWhole((Rounds * Callers) + messages);
    }

    [Fact]
    public async Task Connections_that_end_in_the_middle_lose_nothing_and_repeat_nothing()
    {
        using var stop = new CancellationTokenSource();
        var killing = Task.Run(async () =>
        {
            await using var killer = service.Register.Open();
            for (var kill = 0; kill < 1_000 && !stop.IsCancellationRequested; kill++)
            {
                await killer.ExecuteAsync(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name = 'IncidentService' AND state = 'active'
                    """);
                await Task.Delay(10);
            }
        });

        for (var round = 0; round < Rounds; round++)
        {
            await AtOnce(Callers, async caller =>
            {
                var answer = await Open(desk, $"{round}-{caller}");
                for (var again = 0; again < 20 && answer.Status == HttpStatusCode.ServiceUnavailable; again++)
                    answer = await Open(desk, $"{round}-{caller}");
                return answer.Expect(HttpStatusCode.Created);
            });
        }
        await stop.CancelAsync();
        await killing;

        await ExpectWhole(Rounds * Callers);
    }

    [Fact]
    public async Task While_a_group_waits_for_another_program_others_are_committed()
    {
        await using var patient = await RunningService.Start(
            engine: Engine.Postgres, beside: service, connection: "Options=-c lock_timeout=60s;Command Timeout=60");
        using var caller = new ApiClient(patient.Address, await service.Key("phone", ["write"]));
        await using var elsewhere = service.Register.Open();
        await using var unfinished = await elsewhere.BeginTransactionAsync();
        await elsewhere.ExecuteAsync("INSERT INTO secrets (name, value) VALUES ('slow', 'x')", transaction: unfinished);
        var waiting = AtOnce(4, _ => patient.Change(
            transaction =>
            {
                if (transaction.ReadsBeforeWriting) return Task.FromResult<HttpReply>(Problem.From(Problems.Conflict));
                transaction.AddSecret("slow", [1]);
                return Task.FromResult(HttpReply.Empty(204));
            },
            CancellationToken.None));

        (await Open(caller, "beside it").WaitAsync(Eventually.Timeout)).Expect(HttpStatusCode.Created);
        Assert.False(waiting.IsCompleted);
        await unfinished.CommitAsync();

        Assert.All(await waiting, reply => Assert.Equal(409, reply.Status));
    }

    [Fact]
    public async Task A_group_that_takes_too_long_fails_for_the_change_that_waits_and_for_no_other()
    {
        await using var hasty = await RunningService.Start(
            engine: Engine.Postgres, beside: service, connection: "Options=-c lock_timeout=60s;Command Timeout=1");
        await using var elsewhere = service.Register.Open();
        await using var unfinished = await elsewhere.BeginTransactionAsync();
        await elsewhere.ExecuteAsync("INSERT INTO secrets (name, value) VALUES ('slow', 'x')", transaction: unfinished);

        var answers = await AtOnce(Callers, async caller => await hasty.Change(
            async transaction =>
            {
                if (transaction.ReadsBeforeWriting && caller == 0) return Problem.From(Problems.Conflict);
                transaction.AddSecret(caller == 0 ? "slow" : $"hasty {caller}", [1]);
                return HttpReply.Empty(204);
            },
            CancellationToken.None).ContinueWith(change => change.IsFaulted ? 503 : change.Result.Status, TaskScheduler.Default));

        Assert.All(answers[1..], status => Assert.Equal(204, status));
        Assert.Contains(answers[0], new[] { 503, 409 });
        Assert.Equal(Callers - 1, service.Register.Scalar<long>("SELECT count(*) FROM secrets WHERE name LIKE 'hasty%'"));
    }

    private async Task ExpectWhole(int incidents)
    {
        Assert.Equal(incidents, service.Register.Count("incidents"));
        service.Register.ExpectWholeFeed();
        await service.SealAudit();
        Assert.Empty((await service.VerifyAudit()).Faults);
    }

    private static Task<Answer> Open(ApiClient desk, string name, bool isRepeated = true)
    {
        var body = new
        {
            subject = $"Price of {name}",
            contacts = new[] { new { kind = "email", value = "anna@example.com" }, new { kind = "phone", value = "+1 555 010 0177" } },
            references = new[] { new { system = "zendesk", value = name } },
            message = new { direction = "in", text = "Will you match your own store's price?" },
        };
        return desk.Post("/v1/incidents", body, ("Idempotency-Key", isRepeated ? name : $"{Guid.NewGuid()}"));
    }

    private static Task<T[]> AtOnce<T>(int count, Func<int, Task<T>> run) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(caller => Task.Run(() => run(caller))));
}
