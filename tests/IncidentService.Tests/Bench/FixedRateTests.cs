using System.Diagnostics;
using System.Text;
using IncidentService.Bench.Load;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Bench;

/// <summary>The load generator of the benchmarks, against a server that misbehaves where a test wants it.</summary>
public sealed class FixedRateTests
{
    [Fact]
    public async Task Responses_in_many_pieces_are_read_one_after_the_other_on_a_connection()
    {
        var longer = string.Concat(Enumerable.Range(0, 5000).Select(n => $"ä{n}"));
        await using var server = new ScriptedServer(request => Task.FromResult(
            request.StartsWith("GET /longer ", StringComparison.Ordinal) ? InPieces(longer) : InPieces("shorter")));
        using var connection = RawConnection.Open(server.Address);

        var bodies = await Task.Run(() => Array.ConvertAll(["/longer", "/shorter", "/longer"], path => Get(connection, path)));

        Assert.Equal([longer, "shorter", longer], bodies);
        Assert.Equal(1, server.Accepted);

        static Reply InPieces(string body) => new(
            Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}").Chunk(9));
    }

    [Fact]
    public async Task A_request_has_the_key_and_a_body_by_its_length_in_bytes()
    {
        var sent = "";
        await using var server = new ScriptedServer(request =>
        {
            sent = request;
            return Task.FromResult(Reply.With("{}", 201));
        });

        var answers = await Run(server, 1, _ => new("/v1/incidents", """{"subject":"Gerät"}""", IdempotencyKey: "4711", KeepsBody: true));

        Assert.Equal(
            $$"""
             POST /v1/incidents HTTP/1.1
             Host: {{server.Address.Authority}}
             Authorization: Bearer key
             Idempotency-Key: 4711
             Content-Type: application/json
             Content-Length: 20

             {"subject":"Gerät"}
             """.ReplaceLineEndings("\r\n"),
            sent);
        Assert.Equal("{}", Assert.Single(answers).Body);
    }

    [Fact]
    public async Task A_response_other_than_2xx_fails_the_run_with_what_it_says()
    {
        await using var server = new ScriptedServer(_ => Task.FromResult(Reply.With("out of order", 500)));

        var failure = await Assert.ThrowsAsync<LoadException>(() => Run(server, 20));

        Assert.Equal("GET /any answered InternalServerError: out of order", failure.Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "no Content-Length")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{}", "closed the connection")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n{}", "1 bytes came after the end")]
    [InlineData("", "closed the connection")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "no response of HTTP/1.1")]
    public async Task A_response_that_cannot_be_read_fails_the_run(string response, string message)
    {
        await using var server = new ScriptedServer(_ => Task.FromResult(Reply.Raw(response) with { Closes = true }));

        var failure = await Assert.ThrowsAsync<LoadException>(() => Run(server, 20));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_that_find_no_free_connection_wait_and_are_timed_from_when_they_were_due()
    {
        const int PerSecond = 100;
        var (arrived, release) = (0, new TaskCompletionSource());
        await using var server = new ScriptedServer(async _ =>
        {
            Interlocked.Increment(ref arrived);
            await release.Task;
            return Reply.With("{}");
        });

        var run = Run(server, PerSecond);
        await Eventually.IsTrue(() => Volatile.Read(ref arrived) == FixedRate.Connections, "a request on every connection");
        var busy = Stopwatch.GetTimestamp();
        await Eventually.IsTrue(() => Stopwatch.GetElapsedTime(busy) > TimeSpan.FromSeconds(1), "the last request being due");
        var released = Stopwatch.GetTimestamp();
        Assert.Equal(FixedRate.Connections, Volatile.Read(ref arrived));
        release.SetResult();
        var answers = await run;

        Assert.Equal((PerSecond, PerSecond, FixedRate.Connections), (answers.Count, arrived, server.Accepted));
        Assert.All(answers, (answer, n) => Assert.Equal(n * Stopwatch.Frequency / PerSecond, answer.Due - answers[0].Due));
        Assert.All(answers, answer => Assert.True(answer.Took >= Stopwatch.GetElapsedTime(answer.Due, released) && answer.Due < released));
    }

    [Fact]
    public async Task A_cancelled_run_closes_its_connections()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new ScriptedServer(async _ =>
        {
            arrived.TrySetResult();
            await release.Task;
            return Reply.With("{}");
        });
        using var cancellation = new CancellationTokenSource();

        var run = Run(server, 1, cancellation: cancellation.Token);
        await arrived.Task.WaitAsync(Eventually.Timeout);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        release.SetResult();
        await Eventually.IsTrue(() => server.Open == 0, "the end of the connections");
    }

    private static string Get(RawConnection connection, string path)
    {
        new TimedRequest(path).Write(connection.Request, "Host: any\r\n"u8);
        connection.Socket.ReceiveTimeout = (int)Eventually.Timeout.TotalMilliseconds;
        connection.Send();
        while (!connection.Receive())
        {
        }
        return connection.ReadBody();
    }

    private static Task<IReadOnlyList<TimedAnswer>> Run(
        ScriptedServer server, double perSecond, Func<int, TimedRequest>? make = null, CancellationToken cancellation = default) =>
        new FixedRate(server.Address, "key").RunAsync(perSecond, seconds: 1, make ?? (_ => new("/any")), cancellation);
}
