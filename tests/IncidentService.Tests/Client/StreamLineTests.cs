using System.Net;
using System.Text;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>The client's stream over connections whose bytes the test controls.</summary>
public sealed class StreamLineTests : IDisposable
{
    private const string Beginning = "retry: 2000\n: \nid: a\n\n";

    private const string Event = """
        data: {"specversion":"1.0","id":"867530912374-1","source":"/v1/incidents","type":"org.incidentservice.incident.opened","subject":"867530912374",
        data: "time":"2026-11-21T09:30:00.000000Z","datacontenttype":"application/json","position":"1","channel":"email",
        data: "data":{"number":"867530912374","sequence":1,"facts":{},"links":{"incident":"/v1/incidents/867530912374","line":"/v1/incidents/867530912374/timeline/1"}}}
        """;

    private readonly TestClock clock = new();
    private readonly Connections connections = new();
    private readonly HttpClient http;
    private readonly IncidentClient client;

    public StreamLineTests()
    {
        http = new HttpClient(connections);
        client = new IncidentClient(Sdk.Options(new Uri("http://127.0.0.1"), "key"), http, clock);
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    [Theory]
    [InlineData("id: b")]
    [InlineData("id: b\n")]
    [InlineData("id: b\ndata: {")]
    [InlineData("id: b\n" + Event + "\n")]
    public async Task A_stream_without_a_cursor_resumes_before_the_event_that_was_cut_off(string piece)
    {
        connections.Give(Sends(Beginning + piece));
        connections.Give(Sends($"id: b\n{Event}\n\n"));

        Assert.Equal("b", (await First()).Cursor);
        Assert.Equal([null, "a"], connections.Asked);
    }

    [Fact]
    public async Task Events_are_complete_regardless_of_how_the_connection_splits_them()
    {
        connections.Give(new Trickle(Encoding.UTF8.GetBytes($"{Beginning}id: b\n{Event}\n\n")));

        var heard = await First();

        Assert.Equal(("b", "867530912374-1"), (heard.Cursor, heard.Event.Id));
    }

    [Fact]
    public async Task A_silent_connection_is_replaced_even_if_its_reads_cannot_be_cancelled()
    {
        connections.Give(new Deaf());
        connections.Give(Sends($"{Beginning}id: b\n{Event}\n\n"));

        Assert.Equal("b", (await First()).Cursor);
    }

    [Fact]
    public async Task A_caller_that_cancels_need_not_wait_for_a_read_that_cannot_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var silent = new Deaf();
        connections.Give(silent);

        var hearing = First(source.Token);
        await silent.Reading.WaitAsync(Eventually.Timeout);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hearing.WaitAsync(Eventually.Timeout));
    }

    private static MemoryStream Sends(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the first event while the client's clock advances.</summary>
    private async Task<StreamedEvent> First(CancellationToken cancellation = default)
    {
        var first = Task.Run(async () =>
        {
            await foreach (var heard in client.Events.StreamAsync(cancellationToken: cancellation)) return heard;
            throw new InvalidOperationException("The stream ended.");
        }, CancellationToken.None);
        if (cancellation.CanBeCanceled) return await first;
        await Eventually.IsTrue(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return first.IsCompleted;
        }, "the event");
        return await first;
    }

    /// <summary>Responds to each request with the next of these bodies.</summary>
    private sealed class Connections : HttpMessageHandler
    {
        private readonly Queue<Stream> bodies = new();

        /// <summary>The Last-Event-ID of each request.</summary>
        public List<string?> Asked { get; } = [];

        public void Give(Stream body) => bodies.Enqueue(body);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : null);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(bodies.Dequeue()) });
        }
    }

    /// <summary>A stream that returns one byte per read.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1)], cancellationToken);
    }

    /// <summary>A stream without data whose reads ignore cancellation, like HttpClientHandler on .NET Framework.</summary>
    private sealed class Deaf : MemoryStream
    {
        private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reading => read.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            read.TrySetResult();
            await new TaskCompletionSource().Task;
            return 0;
        }
    }
}
