using System.Net;
using Dapper;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage;

/// <summary>The write-ahead log is copied into the register beside the writer, and stays bounded.</summary>
public sealed class SqliteCheckpointTests : IAsyncLifetime
{
    private const int PagesOfChange = 100;
    private const int BytesOfPage = 4_120; // with the header of its frame
    private const int Changes = 400;

    /// <summary>The limit of a log, and what is added until no reader needs it. Without a limit it would become 40,000.</summary>
    private const int LongestLog = 24_000;

    private RunningService service = null!;

    private string Log => service.File + "-wal";

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.Start();
        await service.Writer.OnConnection(connection => connection.Execute("CREATE TABLE ballast (id INTEGER PRIMARY KEY, body BLOB)"));
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    /// <summary>Two checkpoints at once could damage a file whose log begins anew: https://sqlite.org/wal.html#walresetbug</summary>
    [Fact]
    public void SQLite_is_of_a_version_in_which_several_connections_may_copy_the_log() =>
        Assert.InRange(SQLitePCL.raw.sqlite3_libversion_number(), 3_051_003, int.MaxValue);

    [Fact]
    public async Task The_log_stays_bounded_while_there_are_always_readers()
    {
        using var stop = new CancellationTokenSource();
        using var desk = await service.Client("email");
        var number = await desk.Open(new { subject = "Price match" });
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var reader = service.Register.Open();
            while (!stop.IsCancellationRequested) await reader.ExecuteScalarAsync<long?>("SELECT length(body) FROM ballast WHERE id = 1");
        })).ToList();

        var longest = await Write(Changes);

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.InRange(longest, 1, (long)LongestLog * BytesOfPage);
        (await desk.Get("/v1/incidents/" + number)).Expect(HttpStatusCode.OK);
        Assert.Equal("ok", service.Register.Scalar<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task Erased_text_is_left_in_no_file_although_the_log_is_being_copied()
    {
        using var desk = await service.Client("email");
        var secret = "xylophone" + Guid.NewGuid().ToString("N");
        for (var round = 0; round < 5; round++)
        {
            var number = await desk.Open(new { subject = "Tiles" });
            var line = (await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "in", text = secret })).Location!;
            var writing = Write(45);
            (await desk.Post(line + "/redaction", new { })).Expect(HttpStatusCode.OK);

            foreach (var file in new[] { service.File, Log }) Assert.DoesNotContain(secret, FileInUse.Read(file));
            await writing;
        }
    }

    [Fact]
    public async Task A_writer_that_stops_while_the_log_is_copied_leaves_a_whole_register()
    {
        await Write(45);

        await service.Writer.DisposeAsync();

        using var file = new SqliteConnection($"Data Source={service.File};Pooling=False");
        Assert.Equal("ok", file.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    /// <summary>Returns the greatest length of the log meanwhile.</summary>
    private async Task<long> Write(int changes)
    {
        var longest = 0L;
        for (var change = 0; change < changes; change++)
        {
            await service.Writer.OnConnection(connection => connection.Execute(
                "INSERT OR REPLACE INTO ballast (id, body) VALUES (@id, randomblob(@bytes))",
                new { id = change % 20, bytes = PagesOfChange * 4_000 }));
            longest = Math.Max(longest, new FileInfo(Log).Length);
        }
        return longest;
    }
}
