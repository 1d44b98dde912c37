using System.Net;
using System.Net.Sockets;

namespace IncidentService.Tests.Replicas;

/// <summary>
/// A proxy between a service and PostgreSQL that closes the connection after a change was committed and before the service receives the
/// reply.
/// </summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    /// <summary>CommandComplete says what was done, ReadyForQuery that no transaction is open any more.</summary>
    private static readonly byte[][] Done = ["COMMIT"u8.ToArray(), "INSERT 0 "u8.ToArray()];
    private static readonly byte[] Idle = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private readonly int target;
    private int toLose;

    public LossyProxy(int target)
    {
        this.target = target;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The number of lost replies to a commit.</summary>
    public int Lost { get; private set; }

    public void LoseNext(int commits) => Interlocked.Exchange(ref toLose, commits);

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
            await Task.WhenAny(Forward(near, far), Back(far, near));
        }
    }

    private static bool SaysCommitted(ReadOnlySpan<byte> answer)
    {
        if (!answer.EndsWith(Idle)) return false;
        foreach (var done in Done)
        {
            if (answer.IndexOf(done) >= 0) return true;
        }
        return false;
    }

    private async Task Forward(NetworkStream near, NetworkStream far)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await near.ReadAsync(buffer, stopping.Token) is > 0 and var count)
            {
                await far.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side closed the connection.
        }
    }

    private async Task Back(NetworkStream far, NetworkStream near)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await far.ReadAsync(buffer, stopping.Token) is > 0 and var count)
            {
                if (SaysCommitted(buffer.AsSpan(0, count)) && Interlocked.Decrement(ref toLose) >= 0)
                {
                    Lost++;
                    return;
                }
                await near.WriteAsync(buffer.AsMemory(0, count), stopping.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side closed the connection.
        }
    }
}
