using System.Net;
using System.Text;
using IncidentService.Client;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Client;

/// <summary>How long the client's stream waits before it connects again.</summary>
public sealed class StreamBackoffTests : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private readonly TestClock clock = new();
    private readonly Service service = new();
    private readonly HttpClient http;
    private readonly IncidentClientOptions options = Sdk.Options(new Uri("http://127.0.0.1"), "key");
    private readonly IncidentClient client;

    public StreamBackoffTests()
    {
        http = new HttpClient(service);
        client = new IncidentClient(options, http, clock);
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    [Fact]
    public async Task Connections_that_end_at_once_are_replaced_with_growing_delays()
    {
        using var end = new CancellationTokenSource();
        var listening = Listen(end.Token);
        for (var ended = 0; ended < 15; ended++)
        {
            var expected = options.RetryDelay * Math.Pow(2, ended);
            Assert.Equal(expected < LongestWait ? expected : LongestWait, await EndOf(ended + 1, after: TimeSpan.Zero));
        }

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    [Fact]
    public async Task A_connection_that_lasted_is_replaced_at_once_even_without_events()
    {
        using var end = new CancellationTokenSource();
        var listening = Listen(end.Token);
        for (var ended = 0; ended < 15; ended++) Assert.Equal(options.RetryDelay, await EndOf(ended + 1, after: LongestWait));

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
    }

    /// <summary>Ends a connection after a given time, and measures how long the client waits before the next one.</summary>
    private async Task<TimeSpan> EndOf(int connection, TimeSpan after)
    {
        await Eventually.IsTrue(
            () => service.Line is { IsRead: true } line && service.Connections == connection && clock.Waits is [_],
            $"connection {connection}");
        var patience = Assert.Single(clock.Waits);
        clock.Advance(after);
        service.Line!.End();
        await Eventually.IsTrue(() => clock.Waits is [var wait] && wait < patience - after, "the client to wait");
        var delay = Assert.Single(clock.Waits);
        clock.Advance(delay);
        return delay;
    }

    private Task Listen(CancellationToken cancellation) => Task.Run(async () =>
    {
        await foreach (var _ in client.Events.StreamAsync(cancellationToken: cancellation)) { }
    }, CancellationToken.None);

    /// <summary>Sends one heartbeat over each connection.</summary>
    private sealed class Service : HttpMessageHandler
    {
        private Line? line;
        private int connections;

        public Line? Line => Volatile.Read(ref line);
        public int Connections => Volatile.Read(ref connections);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var next = new Line();
            Volatile.Write(ref line, next);
            Interlocked.Increment(ref connections);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(next) });
        }
    }

    private sealed class Line : MemoryStream
    {
        private static readonly byte[] Alive = Encoding.ASCII.GetBytes("retry: 2000\n: \nid: a\n\n");
        private readonly TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int reads;

        /// <summary>True once the heartbeat was read and the client waits for more.</summary>
        public bool IsRead => Volatile.Read(ref reads) > 1;

        public void End() => end.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref reads) == 1)
            {
                Alive.CopyTo(buffer);
                return Alive.Length;
            }
            await end.Task.WaitAsync(cancellationToken);
            return 0;
        }
    }
}
