using System.Net;
using Dapper;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Answer = IncidentService.Tests.Infrastructure.Answer;

namespace IncidentService.Tests.Storage;

/// <summary>
/// What befalls one change in the middle of a batch befalls it alone. The neighbours are real requests; the writer is held until all of them
/// wait, so that they share one transaction with the change that goes wrong.
/// </summary>
public sealed class BatchTests : IAsyncLifetime
{
    private const int OnceAsPartOfTheBatch = 1;
    private const int AgainByItself = 2;
    private readonly HangUps hangUps = new();
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start(services: services => services.AddSingleton<IStartupFilter>(hangUps));
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_refusal_undoes_its_change_alone()
    {
        var refused = await AmongNeighbours(_ => Task.FromResult<Reply>(Problem.Of(Problems.ReferenceHeld)), OnceAsPartOfTheBatch);

        Assert.Equal(409, (await refused).Status);
    }

    [Fact]
    public async Task A_constraint_undoes_its_change_alone_after_three_attempts()
    {
        var attempts = 0;

        var violating = await AmongNeighbours(
            transaction =>
            {
                attempts++;
                return Violate(transaction);
            },
            OnceAsPartOfTheBatch);

        Assert.Equal(19, (await Assert.ThrowsAsync<SqliteException>(() => violating)).SqliteErrorCode);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_lost_race_is_run_again_and_its_neighbours_are_not()
    {
        var attempts = 0;

        var late = await AmongNeighbours(
            _ => ++attempts == 3 ? Task.FromResult<Reply>(Problem.Of(Problems.Conflict)) : throw new LostRaceException(), OnceAsPartOfTheBatch);

        Assert.Equal(409, (await late).Status);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_change_that_cannot_win_its_race_fails_alone()
    {
        var losing = await AmongNeighbours(_ => throw new LostRaceException(), OnceAsPartOfTheBatch);

        await Assert.ThrowsAsync<LostRaceException>(() => losing);
    }

    [Fact]
    public async Task An_input_output_error_makes_the_neighbours_run_again_each_by_itself()
    {
        var failing = await AmongNeighbours(_ => throw new SqliteException("disk I/O error", 10, 778), AgainByItself);

        Assert.Equal(10, (await Assert.ThrowsAsync<SqliteException>(() => failing)).SqliteErrorCode);
    }

    /// <summary>SQLite does this by itself when an error leaves it no way to undo a single statement.</summary>
    [Fact]
    public async Task An_error_that_has_rolled_the_whole_transaction_back_spares_the_neighbours()
    {
        var failing = await AmongNeighbours(
            transaction =>
            {
                transaction.Connection.Execute("ROLLBACK");
                throw new SqliteException("disk I/O error", 10, 778);
            },
            AgainByItself);

        await Assert.ThrowsAsync<SqliteException>(() => failing);
    }

    [Fact]
    public async Task A_constraint_that_has_rolled_the_whole_transaction_back_spares_the_neighbours()
    {
        var failing = await AmongNeighbours(
            async transaction =>
            {
                await transaction.Connection.ExecuteAsync("INSERT OR ROLLBACK INTO numbers SELECT * FROM numbers");
                return Reply.Empty(204);
            },
            AgainByItself);

        Assert.Equal(19, (await Assert.ThrowsAsync<SqliteException>(() => failing)).SqliteErrorCode);
    }

    [Fact]
    public async Task A_full_disk_stops_only_the_change_that_does_not_fit()
    {
        var pages = service.Register.Ask<long>("PRAGMA page_count");
        await service.Writer.OnConnection(connection => connection.Execute($"PRAGMA max_page_count = {pages + 100}"));

        var tooLarge = await AmongNeighbours(
            async transaction =>
            {
                await transaction.Connection.ExecuteAsync("INSERT INTO texts (owner_id, part, body) VALUES (-1, 0, @body)", new { body = new string('x', 4_000_000) });
                return Reply.Empty(204);
            },
            AgainByItself);

        Assert.Equal(13, (await Assert.ThrowsAsync<SqliteException>(() => tooLarge)).SqliteErrorCode);
        Assert.Equal(0, service.Register.Ask<long>("SELECT count(*) FROM texts WHERE owner_id = -1"));
    }

    [Fact]
    public async Task A_mistake_in_the_program_spares_the_neighbours()
    {
        var mistaken = await AmongNeighbours(_ => throw new InvalidCastException("a mistake"), AgainByItself);

        await Assert.ThrowsAsync<InvalidCastException>(() => mistaken);
    }

    [Fact]
    public async Task A_change_that_waits_for_something_outside_is_not_waited_for()
    {
        var waiting = await AmongNeighbours(_ => new TaskCompletionSource<Reply>().Task, AgainByItself);

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
    }

    [Fact]
    public async Task A_cancelled_change_leaves_the_queue_and_never_runs()
    {
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        Task<Reply> cancelled;
        List<Task<Answer>> neighbours;
        await using (var held = new HeldWriter(service))
        {
            neighbours = await Send(held, 3, alreadyWaiting: 0);
            cancelled = service.Store.Change(null, _ => { ran = true; return Task.FromResult(Reply.Empty(204)); }, cancellation.Token);
            neighbours.AddRange(await Send(held, 3, alreadyWaiting: 4));
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled); // at once, while the writer is still held
        }

        await ExpectOpened(neighbours);
        Assert.False(ran);
    }

    [Fact]
    public async Task A_change_that_has_started_runs_to_its_end_whoever_goes_away()
    {
        using var cancellation = new CancellationTokenSource();

        var reply = await service.Store.Change(
            null,
            async transaction =>
            {
                await cancellation.CancelAsync();
                return await OpenWithin(transaction);
            },
            cancellation.Token);

        Assert.Equal(204, reply.Status);
        Assert.Equal(1, service.Register.Count("incidents"));
    }

    [Fact]
    public async Task A_caller_that_hangs_up_takes_only_its_own_request_out_of_the_queue()
    {
        using var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", desk.Key);
        using var hangUp = new CancellationTokenSource();
        List<Task<Answer>> neighbours;
        await using (var held = new HeldWriter(service))
        {
            var impatient = http.PostAsync("/v1/incidents", new StringContent("{\"subject\":\"never mind\"}", null, "application/json"), hangUp.Token);
            await held.Waiting(1);
            neighbours = await Send(held, 3, alreadyWaiting: 1);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
            await Until.True(() => hangUps.Seen == 1, "the service sees that the caller has gone");
        }

        await ExpectOpened(neighbours);
    }

    /// <summary>
    /// Runs a change, which first writes and takes places in the feed, between three requests before it and three behind it; expects them all
    /// to be answered, whole, and in an unbroken feed that knows nothing of the change.
    /// </summary>
    private async Task<Task<Reply>> AmongNeighbours(Change change, int neighbourRuns)
    {
        await desk.Open();
        var runs = 0;
        Task<Reply> faulty, counted;
        List<Task<Answer>> neighbours;
        await using (var held = new HeldWriter(service))
        {
            neighbours = await Send(held, 3, alreadyWaiting: 0);
            counted = service.Store.Change(null, _ => { runs++; return Task.FromResult(Reply.Empty(204)); }, CancellationToken.None);
            faulty = service.Store.Change(
                null,
                async transaction =>
                {
                    await OpenWithin(transaction);
                    return await change(transaction);
                },
                CancellationToken.None);
            neighbours.AddRange(await Send(held, 3, alreadyWaiting: 5));
        }
        await counted;
        await faulty.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(neighbourRuns, runs);
        await ExpectOpened(neighbours, opened: 7);
        return faulty;
    }

    private async Task<List<Task<Answer>>> Send(HeldWriter held, int count, int alreadyWaiting)
    {
        var sent = new List<Task<Answer>>();
        for (var index = 0; index < count; index++)
        {
            sent.Add(desk.Post("/v1/incidents", new { subject = $"Neighbour {alreadyWaiting + index}", references = new[] { new { system = "zendesk", value = $"{alreadyWaiting + index}" } } }));
            await held.Waiting(alreadyWaiting + index + 1);
        }
        return sent;
    }

    private async Task ExpectOpened(List<Task<Answer>> neighbours, int opened = 0)
    {
        foreach (var answer in await Task.WhenAll(neighbours))
        {
            answer.Expect(HttpStatusCode.Created);
            Assert.Equal(answer.Text, (await desk.Get(answer.Location!)).Text);
        }
        service.Register.ExpectWholeFeed();
        Assert.Equal(opened == 0 ? neighbours.Count : opened, service.Register.Count("incidents"));
        (await desk.Post("/v1/incidents", new { subject = "the writer goes on" })).Expect(HttpStatusCode.Created);
    }

    private async Task<Reply> OpenWithin(Transaction transaction)
    {
        var given = new NewIncident("half done", null, null, [], [], null);
        await Opening.Open(service.Store, transaction, service.Rules, new Origin(1, "email", null, null, null), given);
        return Reply.Empty(204);
    }

    private static async Task<Reply> Violate(Transaction transaction)
    {
        await transaction.Connection.ExecuteAsync("INSERT INTO numbers (number, incident_id, issued_at) SELECT number, 0, 0 FROM numbers LIMIT 1");
        return Reply.Empty(204);
    }

    /// <summary>Counts the callers that went away, after the service itself has been told.</summary>
    private sealed class HangUps : IStartupFilter
    {
        private int seen;

        public int Seen => Volatile.Read(ref seen);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) =>
            {
                http.RequestAborted.Register(() => Interlocked.Increment(ref seen)); // the first registered is the last called
                return following(http);
            });
            next(app);
        };
    }
}
