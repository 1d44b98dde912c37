using System.Net.Sockets;

namespace IncidentService.Tests.Infrastructure;

internal enum PieceFate
{
    Passed,
    Swallowed,

    /// <summary>The connection is closed instead.</summary>
    Cut,
}

/// <summary>
/// A proxy between a service and a server, on this machine unless said otherwise, which sees each piece of a request and of a reply.
/// </summary>
internal abstract class TcpRelay : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly string host;
    private readonly int target;

    protected TcpRelay(int target, string host = "127.0.0.1")
    {
        (this.host, this.target) = (host, target);
        listener = new LoopbackListener(Relay);
    }

    protected delegate PieceFate Decision(ReadOnlySpan<byte> piece);

    public int Port => listener.Port;

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    /// <summary>What decides on the pieces of one connection.</summary>
    protected abstract (Decision OnRequest, Decision OnReply) Watch();

    private async Task Relay(TcpClient client, CancellationToken stopping)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(host, target);
            var (near, far) = (client.GetStream(), server.GetStream());
            var (onRequest, onReply) = Watch();
            await Task.WhenAny(Copy(near, far, onRequest, stopping), Copy(far, near, onReply, stopping));
        }
    }

    private static async Task Copy(NetworkStream from, NetworkStream to, Decision decide, CancellationToken stopping)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stopping) is > 0 and var count)
            {
                var decided = decide(buffer.AsSpan(0, count));
                if (decided == PieceFate.Cut) return;
                if (decided == PieceFate.Passed) await to.WriteAsync(buffer.AsMemory(0, count), stopping);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side closed the connection.
        }
    }
}
