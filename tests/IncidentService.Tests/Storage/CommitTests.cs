using System.Diagnostics;
using System.Net;
using Dapper;
using IncidentService.Common.Outcomes;
using IncidentService.Http.Replies;
using IncidentService.Storage.Dialects;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Answer = IncidentService.Tests.Infrastructure.Answer;

namespace IncidentService.Tests.Storage;

/// <summary>A caller gets success only after the commit, and an error only if nothing was committed.</summary>
public sealed class CommitTests
{
    private const int Together = 5;

    [Fact]
    public async Task If_the_commit_of_a_batch_fails_its_changes_are_committed_one_by_one()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        var commits = await CommitsThatFail(service, 1);

        var answers = await OpenTogether(service, desk);

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(Together + 2, commits.Count); // the one that blocked the writer, the failed one, and one per change
        Assert.Equal(Together, service.Register.Count("incidents"));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task If_nothing_can_be_committed_every_caller_gets_an_error_and_nothing_is_stored()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        await CommitsThatFail(service, Together + 1);

        var answers = await OpenTogether(service, desk);

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable"));
        Assert.All(answers, answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta));
        Assert.Equal(0, service.Register.Count("incidents"));
        await desk.Open();
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task A_change_that_violates_a_constraint_at_commit_fails_alone()
    {
        await using var service = await RunningService.Start(connection: "Foreign Keys=True");
        using var desk = await service.Client("email");
        await service.Writer.OnConnection(connection => connection.Execute(
            "CREATE TABLE parents (id INTEGER PRIMARY KEY); CREATE TABLE children (parent INTEGER REFERENCES parents DEFERRABLE INITIALLY DEFERRED)"));

        Task<HttpReply> orphan;
        List<Task<Answer>> neighbours = [];
        await using (var blocked = new BlockedWriter(service))
        {
            neighbours.Add(desk.Post("/v1/incidents", new { subject = "before" }));
            await blocked.Waiting(1);
            orphan = service.Change(async transaction =>
                {
                    var ours = ((PreparedConnection)transaction.Connection).Inner; // without the check that SQL Server has that table
                    await ours.ExecuteAsync("INSERT INTO children (parent) VALUES (1)");
                    return HttpReply.Empty(204);
                },
                CancellationToken.None);
            neighbours.Add(desk.Post("/v1/incidents", new { subject = "after" }));
            await blocked.Waiting(3);
        }

        Assert.All(await Task.WhenAll(neighbours), answer => answer.Expect(HttpStatusCode.Created));
        Assert.Equal(787, (await Assert.ThrowsAsync<SqliteException>(() => orphan)).SqliteExtendedErrorCode);
        Assert.Equal(0, service.Register.Count("children"));
        service.Register.ExpectWholeFeed();
    }

    [Fact]
    public async Task On_a_full_disk_writes_get_503_reads_continue_and_free_space_ends_the_outage()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        var first = await desk.Open();
        var pages = service.Register.Scalar<long>("PRAGMA page_count");
        await service.Writer.OnConnection(connection => connection.Execute($"PRAGMA max_page_count = {pages + 20}"));

        var opened = 1;
        Answer answer;
        while ((answer = await desk.Post("/v1/incidents", Long())).Status == HttpStatusCode.Created) Assert.True(++opened < 100);

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        (await desk.Get("/v1/incidents/" + first)).Expect(HttpStatusCode.OK);
        Assert.Equal(opened, service.Register.Count("incidents"));
        service.Register.ExpectWholeFeed();
        await service.Writer.OnConnection(connection => connection.Execute("PRAGMA max_page_count = 1000000"));
        (await desk.Post("/v1/incidents", Long())).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task While_another_program_locks_the_file_every_caller_gets_an_error_within_seconds()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        await using var other = service.Register.Open();
        await other.ExecuteAsync("BEGIN IMMEDIATE");
        var started = Stopwatch.GetTimestamp();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Together).Select(_ => desk.Post("/v1/incidents", new { subject = "locked out" })));

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable"));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 20);
        await other.ExecuteAsync("ROLLBACK");
        await desk.Open();
        Assert.Equal(1, service.Register.Count("incidents"));
    }

    [Fact]
    public async Task A_stopping_service_finishes_queued_changes_and_accepts_no_more()
    {
        await using var service = await RunningService.Start();
        var done = 0;
        List<Task<Outcome<HttpReply>>> waiting;
        Task stopping;
        await using (var blocked = new BlockedWriter(service))
        {
            waiting =
                [.. Enumerable.Range(0, 10).Select(_ => service.Writer.Run<HttpReply>(_ => Task.FromResult<Outcome<HttpReply>>(HttpReply.Empty(200 + done++)), CancellationToken.None))];
            stopping = service.Writer.DisposeAsync().AsTask();
            await Assert.ThrowsAsync<StoreUnavailableException>(
                () =>
                    service.Writer.Run<HttpReply>(_ => Task.FromResult<Outcome<HttpReply>>(HttpReply.Empty(204)), CancellationToken.None));
        }

        Assert.Equal(Enumerable.Range(200, 10), (await Task.WhenAll(waiting)).Select(reply => reply.Value.Status));
        await stopping;
    }

    [Fact]
    public async Task If_the_queue_is_full_the_next_change_is_refused_at_once_and_queued_changes_complete()
    {
        const int Most = 10_000;
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        List<Task<Outcome<HttpReply>>> waiting;
        await using (var blocked = new BlockedWriter(service))
        {
            waiting =
                [.. Enumerable.Range(0, Most).Select(_ => service.Writer.Run<HttpReply>(_ => Task.FromResult<Outcome<HttpReply>>(HttpReply.Empty(204)), CancellationToken.None))];
            (await desk.Post("/v1/incidents", new { subject = "One too many" }))
                .ExpectProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        }

        Assert.All(await Task.WhenAll(waiting), reply => Assert.Equal(204, reply.Value.Status));
        Assert.Equal(0, service.Register.Count("incidents"));
    }

    /// <summary>A power failure cannot be tested here. SQLite guarantees durability for these settings.</summary>
    [Fact]
    public async Task The_writer_uses_a_write_ahead_log_and_syncs_every_commit()
    {
        await using var service = await RunningService.Start();
        var (journal, synchronous) = ("", 0L);

        await service.Writer.OnConnection(connection =>
            (journal, synchronous) = (
                connection.ExecuteScalar<string>("PRAGMA journal_mode")!, connection.ExecuteScalar<long>("PRAGMA synchronous")));

        Assert.Equal(("wal", 2), (journal, synchronous)); // 2: FULL
    }

    [Fact]
    public async Task A_change_writes_no_file_before_its_commit_however_many_pages_it_changes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux counts what a thread has written.");
        await using var service = await RunningService.Start();
        await service.Writer.OnConnection(connection => connection.Execute(
            """
            CREATE TABLE large (id INTEGER PRIMARY KEY, text BLOB);
            WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 200)
            INSERT INTO large SELECT id, zeroblob(3000) FROM n
            """));
        var written = -1L;

        await service.Writer.OnConnection(connection =>
        {
            var before = WrittenByThisThread();
            connection.Execute("SAVEPOINT one; UPDATE large SET text = randomblob(3000); RELEASE one"); // as with others in a batch
            written = WrittenByThisThread() - before;
        });

        Assert.Equal(0, written);
    }

    private static long WrittenByThisThread() =>
        long.Parse(File.ReadLines("/proc/thread-self/io").Single(line => line.StartsWith("wchar: ", StringComparison.Ordinal))[7..]);

    private static object Long() => new { subject = "Long story", message = new { direction = "in", text = new string('x', 20_000) } };

    private static async Task<Answer[]> OpenTogether(RunningService service, ApiClient desk)
    {
        await using var blocked = new BlockedWriter(service);
        var sent = Enumerable.Range(0, Together).Select(index => desk.Post("/v1/incidents", new { subject = $"Number {index}" })).ToList();
        await blocked.Waiting(Together);
        blocked.Release();
        return await Task.WhenAll(sent);
    }

    /// <summary>SQLite calls this hook at every commit. A refused commit is rolled back, as after a disk error.</summary>
    private static async Task<Commits> CommitsThatFail(RunningService service, int failures)
    {
        var commits = new Commits();
        await service.Writer.OnConnection(connection => SQLitePCL.raw.sqlite3_commit_hook(connection.Handle, _ => commits.Next(), null));
        commits.Reset(failures);
        return commits;
    }

    /// <summary>Counts the commits since the last reset. The one that blocks the writer succeeds; the requested number after it fail.</summary>
    private sealed class Commits
    {
        private int failures;

        public int Count { get; private set; }

        public void Reset(int toFail) => (failures, Count) = (toFail, 0);

        public int Next() => ++Count > 1 && failures-- > 0 ? 1 : 0;
    }
}
