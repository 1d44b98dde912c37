using System.Net;
using System.Net.Sockets;

namespace IncidentService.Tests.Storage;

/// <summary>
/// A proxy between a service and PostgreSQL that counts round trips: each message of the service after a response.
/// </summary>
internal sealed class WireCounter : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private readonly int target;
    private int roundTrips;

    public WireCounter(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int RoundTrips => Volatile.Read(ref roundTrips);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task Accept()
    {
        var pairs = new List<Task>();
        try
        {
            while (true) pairs.Add(Relay(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pairs);
        }
    }

    private async Task Relay(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            var (near, far) = (client.GetStream(), server.GetStream());
            var hasAnswered = new StrongBox { Value = true };
            await Task.WhenAny(Forward(near, far, hasAnswered), Back(far, near, hasAnswered));
        }
    }

    private sealed class StrongBox
    {
        public volatile bool Value;
    }

    private async Task Forward(NetworkStream near, NetworkStream far, StrongBox hasAnswered)
    {
        var buffer = new byte[64 * 1024];
        await Copy(near, far, buffer, () =>
        {
            if (!hasAnswered.Value) return;
            hasAnswered.Value = false;
            Interlocked.Increment(ref roundTrips);
        });
    }

    private Task Back(NetworkStream far, NetworkStream near, StrongBox hasAnswered) =>
        Copy(far, near, new byte[64 * 1024], () => hasAnswered.Value = true);

    private async Task Copy(NetworkStream from, NetworkStream to, byte[] buffer, Action seen)
    {
        try
        {
            while (await from.ReadAsync(buffer, stopping.Token) is > 0 and var count)
            {
                seen();
                await to.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side closed the connection.
        }
    }
}
