using System.Data;
using System.Data.Common;
using System.Net;
using Dapper;
using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>Faults that occur only when changes run concurrently on a server. No caller may notice them.</summary>
public abstract class ServerFaultTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private const string TakeNumbering = "UPDATE leases SET fence = fence + 1 WHERE name = 'numbering'";
    private string OneConnection => Engine == Engine.Postgres ? "Maximum Pool Size=1" : "Max Pool Size=1";
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start();
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Changes_that_lock_the_same_incidents_crosswise_both_succeed()
    {
        var (a, b) = (await desk.Open(), await desk.Open());
        for (var round = 0; round < 5; round++)
        {
            using var both = new Barrier(2);
            var answers = await Task.WhenAll(Crosswise(a, b, both), Crosswise(b, a, both));
            Assert.All(answers, answer => Assert.Equal(204, answer.Status));
        }

        Assert.Equal(11, (int)(await desk.Get("/v1/incidents/" + a)).Expect(HttpStatusCode.OK)["version"]!);
        Assert.Equal(11, (int)(await desk.Get("/v1/incidents/" + b)).Expect(HttpStatusCode.OK)["version"]!);
    }

    [Fact]
    public async Task A_change_whose_driver_gets_out_of_step_with_the_server_is_run_again()
    {
        Assert.SkipWhen(Engine != Engine.Postgres, "Only Npgsql throws a bare exception then.");
        var attempts = 0;
        var bare = (Exception)Activator.CreateInstance(typeof(Exception), "Received unexpected backend message DataRow.")!;
        bare.Source = "Npgsql";

        var reply = await service.Change(
            _ => attempts++ == 0 ? throw bare : Task.FromResult(HttpReply.Empty(204)), CancellationToken.None);

        Assert.Equal((204, 2), (reply.Status, attempts));
    }

    [Fact]
    public async Task A_change_whose_caller_has_cancelled_before_does_not_run()
    {
        var attempts = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Change(
            _ => Task.FromResult(HttpReply.Empty(200 + attempts++)), new CancellationToken(canceled: true)));

        Assert.Equal(0, attempts);
    }

    [Fact]
    public async Task A_change_that_fails_after_its_caller_has_cancelled_fails_with_its_own_error()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Change(
            async _ =>
            {
                await cancellation.CancelAsync();
                throw new InvalidOperationException("A fault of the program");
            },
            cancellation.Token));
    }

    [Fact]
    public async Task A_change_whose_connection_dies_is_run_again_and_happens_once()
    {
        var number = await desk.Open();
        var attempts = 0;

        var reply = await service.Change(async transaction =>
            {
                await transaction.Execute(
                    "UPDATE incidents SET disputes = disputes + 1 WHERE number = @number", new { number = long.Parse(number) });
                if (attempts++ == 0) await CutOff(transaction.Connection);
                return HttpReply.Empty(204);
            },
            CancellationToken.None);

        Assert.Equal((204, 2), (reply.Status, attempts));
        Assert.Equal(1, service.Register.Scalar<int>("SELECT disputes FROM incidents"));
    }

    [Fact]
    public async Task A_commit_that_completes_after_the_check_for_it_is_found_and_not_repeated()
    {
        await using var quiet = await Start(services: collection => collection.RemoveAll<IHostedService>(), beside: service);
        long command = 0;
        var attempts = 0;

        var reply = await quiet.Change(async transaction =>
            {
                if (attempts++ == 0)
                {
                    command = transaction.NewId() - 1; // ids count up, and nobody else takes any
                    await transaction.Lock();
                    await CutOff(transaction.Connection);
                    return HttpReply.Empty(201);
                }
                await using var late = service.Register.Open();
                await late.ExecuteAsync("INSERT INTO commits (id, committed_at) VALUES (@command, 1)", new { command });
                return HttpReply.Empty(204);
            },
            CancellationToken.None);

        Assert.Equal((201, 2), (reply.Status, attempts));
    }

    [Fact]
    public async Task Batched_writes_do_not_affect_the_row_count_of_the_next_write()
    {
        await desk.Open();
        var affected = 0;

        await service.Change(async transaction =>
            {
                transaction.AddSecret("one", [1]);
                transaction.AddSecret("two", [2]);
                affected = await transaction.Execute("UPDATE incidents SET disputes = disputes + 1");
                return HttpReply.Empty(204);
            },
            CancellationToken.None);

        Assert.Equal(1, affected);
    }

    [Fact]
    public async Task Returning_a_connection_twice_does_not_affect_its_next_user()
    {
        await using var narrow = await Start(beside: service, connection: OneConnection);
        var server = (Server)narrow.Side.Database;
        var before = await server.Open(CancellationToken.None);
        await before.Begin(IsolationLevel.ReadCommitted);
        await before.DisposeAsync();
        await using var next = await server.Open(CancellationToken.None);
        await next.Begin(IsolationLevel.ReadCommitted);
        await next.ExecuteAsync("INSERT INTO commits (id, committed_at) VALUES (1, 1)");

        await before.DisposeAsync();
        before.Dispose();
        await next.Commit();

        Assert.Equal(1, service.Register.Scalar<long>("SELECT count(*) FROM commits WHERE id = 1"));
    }

    [Fact]
    public async Task One_connection_is_enough_for_all_requests()
    {
        const int Callers = 8;
        const int Rounds = 50;
        await using var narrow = await Start(beside: service, connection: OneConnection);
        using var caller = await narrow.Client("phone");
        var number = await desk.Open();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            for (var round = 0; round < Rounds; round++)
            {
                (await caller.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Called" }))
                    .Expect(HttpStatusCode.Created);
                (await caller.Get($"/v1/incidents/{number}/timeline?limit=5")).Expect(HttpStatusCode.OK);
            }
        }));

        service.Register.ExpectWholeFeed();
        Assert.Equal(1 + (Callers * Rounds), service.Register.Count("events"));
    }

    [Fact]
    public async Task Old_entries_of_the_commit_log_are_deleted()
    {
        await desk.Open();
        service.Clock.Advance(TimeSpan.FromMinutes(61));
        await desk.Open();
        var hourAgo = Instant.Now(service.Clock).Plus(-TimeSpan.FromHours(1)).Micros;

        await service.Store.ForgetCommits(CancellationToken.None); // unless the service has done so in the background

        Assert.Equal(0, service.Register.Scalar<long>($"SELECT count(*) FROM commits WHERE committed_at < {hourAgo}"));
        Assert.NotEqual(0, service.Register.Count("commits"));
    }

    [Fact]
    public async Task A_refused_change_leaves_nothing_behind()
    {
        var before = service.Rows.Count();

        var reply = await service.Change(async transaction =>
            {
                transaction.AddSecret("half done", [1, 2, 3]);
                return Problem.From(Problems.Conflict);
            },
            CancellationToken.None);

        Assert.False(reply.IsSuccess);
        Assert.Equal(before, service.Rows.Count());
    }

    [Fact]
    public async Task A_caller_that_disconnects_while_waiting_for_a_connection_leaves_nothing_behind()
    {
        var before = service.Rows.Count();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Change(async transaction =>
            {
                transaction.AddSecret("unwanted", [1]);
                return HttpReply.Empty(204);
            },
            gone.Token));

        Assert.Equal(before, service.Rows.Count());
    }

    [Fact]
    public async Task If_a_sequencer_dies_another_one_assigns_all_positions()
    {
        await using (var dying = service.Register.Open())
        {
            await using var unfinished = await dying.BeginTransactionAsync();
            await dying.ExecuteAsync(TakeNumbering, transaction: unfinished);
            await dying.ExecuteAsync("UPDATE events SET position = 1000 WHERE position IS NULL", transaction: unfinished);
            await desk.Open();
            Assert.Equal(1, service.Register.Scalar<long>("SELECT count(*) FROM events WHERE position IS NULL"));
        }

        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_stalled_sequencer_cannot_assign_a_position_twice()
    {
        await desk.Open();
        service.Register.ExpectWholeFeed();
        await using var stalled = service.Register.Open();
        var read = await stalled.ExecuteScalarAsync<long>("SELECT max(position) FROM events"); // and then it sleeps
        for (var count = 0; count < 5; count++) await desk.Open();
        service.Register.ExpectWholeFeed();

        var late = stalled.ExecuteAsync(
            "UPDATE events SET position = @place WHERE position IS NULL OR position = @place + 1", new { place = read + 1 });

        await Assert.ThrowsAnyAsync<DbException>(() => late); // a position is assigned once
        service.Register.ExpectWholeFeed();
    }

    private Task<HttpReply> Crosswise(string first, string second, Barrier both)
    {
        var attempt = 0;
        return service.Change(async transaction =>
            {
                var one = await transaction.LockIncident(IncidentNumber.Parse(first));
                if (attempt++ == 0) await Task.Run(() => both.SignalAndWait(Eventually.Timeout));
                var two = await transaction.LockIncident(IncidentNumber.Parse(second));
                foreach (var incident in new[] { one!, two! })
                {
                    incident.Append(
                        IncidentService.Timeline.EventTypes.NoteAdded, new(1, "email", null, null, null), transaction.Now, null, "Both");
                    await transaction.SaveIncident(incident);
                }
                return HttpReply.Empty(204);
            },
            CancellationToken.None);
    }

    private async Task CutOff(DbConnection connection)
    {
        var own = Engine == Engine.Postgres ? "SELECT pg_backend_pid()" : "SELECT CAST(@@SPID AS int)";
        var session = await connection.ExecuteScalarAsync<int>(own);
        await using var killer = Engine == Engine.SqlServer ? SqlServerEngine.OpenAsNamed() : service.Register.Open();
        await killer.ExecuteAsync(Engine == Engine.Postgres ? $"SELECT pg_terminate_backend({session})" : $"KILL {session}");
    }
}
