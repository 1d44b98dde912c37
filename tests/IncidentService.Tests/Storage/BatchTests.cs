using Dapper;
using IncidentService.CommandLine.Support;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Dialects;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage;

/// <summary>
/// What befalls one change in the middle of a batch befalls it alone. The neighbours are real requests; the writer is held until all of
/// them wait, so that they share one transaction with the change that goes wrong.
/// </summary>
public sealed class BatchTests : IAsyncLifetime
{
    private const int OnceAsPartOfTheBatch = 1;
    private const int AgainByItself = 2;
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_problem_undoes_only_its_own_change()
    {
        var refused = await AmongNeighbours(_ => Task.FromResult<HttpReply>(Problem.From(Problems.ReferenceHeld)), OnceAsPartOfTheBatch);

        Assert.Equal(409, (await refused).Status);
    }

    [Fact]
    public async Task A_constraint_violation_undoes_only_its_own_change_after_three_attempts()
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
    public async Task A_change_with_a_conflict_is_run_again_without_its_neighbours()
    {
        var attempts = 0;

        var late = await AmongNeighbours(
            _ => ++attempts == 3 ? Task.FromResult<HttpReply>(Problem.From(Problems.Conflict)) : throw new ConcurrencyConflictException(),
            OnceAsPartOfTheBatch);

        Assert.Equal(409, (await late).Status);
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task A_change_that_always_conflicts_fails_alone()
    {
        var losing = await AmongNeighbours(_ => throw new ConcurrencyConflictException(), OnceAsPartOfTheBatch);

        await Assert.ThrowsAsync<ConcurrencyConflictException>(() => losing);
    }

    [Fact]
    public async Task After_an_io_error_the_neighbours_run_again_one_by_one()
    {
        var failing = await AmongNeighbours(_ => throw new SqliteException("disk I/O error", 10, 778), AgainByItself);

        Assert.Equal(10, (await Assert.ThrowsAsync<SqliteException>(() => failing)).SqliteErrorCode);
    }

    /// <summary>SQLite does this by itself when an error leaves it no way to undo a single statement.</summary>
    [Fact]
    public async Task An_error_that_rolled_back_the_whole_transaction_does_not_affect_the_neighbours()
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
    public async Task A_constraint_that_rolled_back_the_whole_transaction_does_not_affect_the_neighbours()
    {
        var failing = await AmongNeighbours(
            async transaction =>
            {
                await Inner(transaction).ExecuteAsync("INSERT OR ROLLBACK INTO numbers SELECT * FROM numbers");
                return HttpReply.Empty(204);
            },
            AgainByItself);

        Assert.Equal(19, (await Assert.ThrowsAsync<SqliteException>(() => failing)).SqliteErrorCode);
    }

    [Fact]
    public async Task A_full_disk_fails_only_the_change_that_does_not_fit()
    {
        var pages = service.Register.Scalar<long>("PRAGMA page_count");
        await service.Writer.OnConnection(connection => connection.Execute($"PRAGMA max_page_count = {pages + 100}"));

        var tooLarge = await AmongNeighbours(
            async transaction =>
            {
                await transaction.Connection.ExecuteAsync(
                    "INSERT INTO texts (owner_id, part, body) VALUES (-1, 0, @body)", new { body = new string('x', 4_000_000) });
                return HttpReply.Empty(204);
            },
            AgainByItself);

        Assert.Equal(13, (await Assert.ThrowsAsync<SqliteException>(() => tooLarge)).SqliteErrorCode);
        Assert.Equal(0, service.Register.Scalar<long>("SELECT count(*) FROM texts WHERE owner_id = -1"));
    }

    [Fact]
    public async Task An_exception_in_a_change_does_not_affect_the_neighbours()
    {
        var mistaken = await AmongNeighbours(_ => throw new InvalidCastException("a mistake"), AgainByItself);

        await Assert.ThrowsAsync<InvalidCastException>(() => mistaken);
    }

    [Fact]
    public async Task A_change_that_waits_for_something_outside_the_store_is_refused()
    {
        var waiting = await AmongNeighbours(_ => new TaskCompletionSource<HttpReply>().Task, AgainByItself);

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
    }

    /// <summary>
    /// Runs a change, which first writes and takes places in the feed and in the audit trail, between three requests before it and three
    /// behind it; expects them all to be answered, whole, and in an unbroken feed and audit trail that know nothing of the change.
    /// </summary>
    private async Task<Task<HttpReply>> AmongNeighbours(Func<Transaction, Task<HttpReply>> change, int neighbourRuns)
    {
        await desk.Open();
        var runs = 0;
        var neighbours = new QueuedRequests(service, desk);
        Task<HttpReply> faulty, counted;
        await using (var blocked = new BlockedWriter(service))
        {
            await neighbours.Send(blocked, 3);
            counted = service.Change(_ => { runs++; return Task.FromResult(HttpReply.Empty(204)); }, CancellationToken.None);
            faulty = service.Change(async transaction =>
                {
                    await OpenWithin(transaction);
                    return await change(transaction);
                },
                CancellationToken.None);
            await neighbours.Send(blocked, 3);
        }
        await counted;
        await faulty.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(neighbourRuns, runs);
        await neighbours.ExpectOpened(besides: 1);
        return faulty;
    }

    private async Task<HttpReply> OpenWithin(Transaction transaction)
    {
        var input = new IncidentInput("half done", null, null, [], []);
        await IncidentChanges.Open(service.Context(transaction, "email"), input);
        transaction.AddAudit([CommandHost.Describe("half done", transaction.Now)]);
        await transaction.SaveChanges();
        return HttpReply.Empty(204);
    }

    /// <summary>Where nobody asks whether SQL Server would take the statement.</summary>
    private static SqliteConnection Inner(Transaction transaction) => ((PreparedConnection)transaction.Connection).Inner;

    private static async Task<HttpReply> Violate(Transaction transaction)
    {
        await Inner(transaction).ExecuteAsync(
            "INSERT INTO numbers (number, incident_id, issued_at) SELECT number, 0, 0 FROM numbers LIMIT 1");
        return HttpReply.Empty(204);
    }
}
