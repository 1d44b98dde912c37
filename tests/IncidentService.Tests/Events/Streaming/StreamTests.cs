using System.Net;
using System.Net.Sockets;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Events.Streaming;

public abstract class StreamTests(Engine engine) : Suite(engine), IAsyncLifetime
{
    private RunningService service = null!;
    private ApiClient desk = null!;

    public async ValueTask InitializeAsync()
    {
        service = await Start(new() { ["Limits:StreamsPerKey"] = "6" });
        desk = await service.Client("email");
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_reader_gets_new_events_without_waiting_for_the_clock()
    {
        await desk.Open();
        using var reader = await EventReader.Open(service.Address, desk.Key);

        var number = await desk.Open();

        Assert.Equal($"{number}-1", (await reader.Next())!["id"]!.ToString());
    }

    [Fact]
    public async Task A_reader_that_reconnects_gets_every_event_exactly_once()
    {
        var heard = new List<string>();
        var written = new List<string>();
        string? last = null;
        for (var round = 0; round < 5; round++)
        {
            using (var reader = await EventReader.Open(service.Address, desk.Key, lastId: last))
            {
                last = reader.LastId;
                written.Add(await desk.Open() + "-1");
                heard.AddRange(await reader.Ids(written.Count - heard.Count));
                last = reader.LastId;
            }
            written.Add(await desk.Open() + "-1"); // while no reader is connected
        }

        using var end = await EventReader.Open(service.Address, desk.Key, lastId: last);
        heard.AddRange(await end.Ids(1));

        Assert.Equal(written, heard);
    }

    [Fact]
    public async Task A_reader_disconnected_before_the_first_event_resumes_at_its_start()
    {
        string last;
        using (var reader = await EventReader.Open(service.Address, desk.Key)) last = reader.LastId;
        var number = await desk.Open();

        using var again = await EventReader.Open(service.Address, desk.Key, lastId: last);

        Assert.Equal($"{number}-1", (await again.Next())!["id"]!.ToString());
    }

    [Fact]
    public async Task Feed_and_stream_share_their_cursors()
    {
        await desk.Open();
        var next = (await desk.Get("/v1/events?types=note.added")).Expect(HttpStatusCode.OK)["next"]!.ToString();
        var number = await desk.Open();
        await desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Called" });

        using var reader = await EventReader.Open(service.Address, desk.Key, $"?types=note.added&after={next}");

        Assert.Equal($"{number}-2", (await reader.Next())!["id"]!.ToString());
        (await desk.Get($"/v1/events/stream?after={next}")).ExpectProblem(HttpStatusCode.BadRequest, "invalid-cursor");
    }

    [Fact]
    public async Task A_heartbeat_every_fifteen_seconds_contains_the_current_feed_position()
    {
        using var reader = await EventReader.Open(service.Address, desk.Key, "?channel=phone");
        var began = reader.LastId;
        await desk.Open(); // which this reader's filter excludes
        await service.Store.AssignFeedPositions(CancellationToken.None);

        var alive = reader.Alive();
        await Pass(() => alive.IsCompleted, "a sign of life");

        Assert.Null(await alive);
        Assert.NotEqual(began, reader.LastId);
    }

    [Fact]
    public async Task An_event_of_another_replica_arrives_within_a_second()
    {
        await using var other = await Start(beside: service);
        using var reader = await EventReader.Open(other.Address, desk.Key);
        var number = await desk.Open();

        var next = reader.Next();
        await Eventually.IsTrue(
            () =>
            {
                other.Clock.Advance(TimeSpan.FromSeconds(1));
                return next.IsCompleted;
            },
            "what the other one wrote");

        Assert.Equal($"{number}-1", (await next)!["id"]!.ToString());
    }

    [Fact]
    public async Task A_revoked_key_ends_its_stream_within_seconds()
    {
        using var admin = await service.Client("web", "admin", "read");
        using var reader = await EventReader.Open(service.Address, desk.Key);
        var keys = (await admin.Get("/v1/keys")).Expect(HttpStatusCode.OK)["items"]!.AsArray();
        (await admin.Delete(
            $"/v1/keys/{keys.Single(key => key!["name"]!.ToString() == "Test email")!["id"]}")).Expect(HttpStatusCode.NoContent);

        var next = reader.Next();
        await Pass(() => next.IsCompleted, "the end of the stream");

        Assert.Null(await next);
    }

    [Fact]
    public async Task The_number_of_open_streams_per_key_is_limited_and_a_closed_one_frees_a_place()
    {
        var readers = new List<EventReader>();
        for (var count = 0; count < 6; count++) readers.Add(await EventReader.Open(service.Address, desk.Key));

        (await desk.Get("/v1/events/stream")).ExpectProblem(HttpStatusCode.TooManyRequests, "too-many-streams");
        foreach (var reader in readers) reader.Dispose();

        await Eventually.IsTrue(async () => (await desk.Get("/v1/events/stream")).Status == HttpStatusCode.OK, "room for another stream");
    }

    [Fact]
    public async Task Streams_end_with_the_service()
    {
        var stopped = await Start();
        using var client = await stopped.Client("email");
        using var reader = await EventReader.Open(stopped.Address, client.Key);

        await stopped.DisposeAsync().AsTask().WaitAsync(Eventually.Timeout);

        Assert.Null(await reader.Next());
    }

    [Fact]
    public async Task A_HEAD_request_for_the_stream_gets_its_headers()
    {
        var (status, text) = await RawHttp.Send(service.Address, desk.Key, "HEAD /v1/events/stream");

        Assert.Equal(200, status);
        Assert.Contains("text/event-stream", text, StringComparison.Ordinal);
    }

    /// <summary>
    /// A reader that does not read blocks only its own stream. The service keeps writing to others, and holds only what fits its buffers.
    /// </summary>
    [Fact]
    public async Task Events_do_not_accumulate_in_memory_for_a_reader_that_does_not_read()
    {
        using var idle = new TcpClient { ReceiveBufferSize = 4_096 };
        await idle.ConnectAsync(service.Address.Host, service.Address.Port);
        var request = $"GET /v1/events/stream HTTP/1.1\r\nHost: {service.Address.Authority}\r\nAuthorization: Bearer {desk.Key}\r\n\r\n";
        await idle.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = await EventReader.Open(service.Address, desk.Key);
        var number = await desk.Open();
        await Task.WhenAll(
            Enumerable.Range(0, 300)
                .Select(_ => desk.Post($"/v1/incidents/{number}/timeline", new { direction = "internal", text = "Note" })));

        Assert.Equal(Enumerable.Range(1, 301).Select(sequence => $"{number}-{sequence}"), await reader.Ids(301));
    }

    /// <summary>Advances the clock until the condition holds.</summary>
    private Task Pass(Func<bool> condition, string what) => Eventually.IsTrue(
        () =>
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        what);
}
