using System.Net.Sockets;
using System.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Bench;

/// <summary>The pieces of a response, and whether the connection is closed after them.</summary>
internal sealed record Reply(IEnumerable<byte[]> Pieces, bool Closes = false)
{
    public static Reply With(string body, int status = 200) =>
        Raw($"HTTP/1.1 {status} Status\r\ncontent-length: {body.Length}\r\nDate: today\r\n\r\n{body}");

    public static Reply Raw(string response) => new([Encoding.UTF8.GetBytes(response)]);
}

/// <summary>Replies to each request as a test says.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private readonly Func<string, Task<Reply>> reply;
    private int accepted, open;

    public ScriptedServer(Func<string, Task<Reply>> reply)
    {
        this.reply = reply;
        listener = new LoopbackListener(Serve);
    }

    public Uri Address => new($"http://127.0.0.1:{listener.Port}");

    /// <summary>How many connections there have been.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    public int Open => Volatile.Read(ref open);

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task Serve(TcpClient client, CancellationToken stopping)
    {
        Interlocked.Increment(ref accepted);
        Interlocked.Increment(ref open);
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var stream = client.GetStream();
                while (await ReadRequest(stream, stopping) is { } request)
                {
                    var (pieces, closes) = await reply(request).WaitAsync(stopping);
                    foreach (var piece in pieces) await stream.WriteAsync(piece, stopping);
                    if (closes) break;
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client or the test has ended.
            }
        }
        Interlocked.Decrement(ref open);
    }

    /// <summary>Null once the client has closed the connection.</summary>
    private static async Task<string?> ReadRequest(NetworkStream stream, CancellationToken stopping)
    {
        var request = new List<byte>();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stopping) is > 0 and var count)
        {
            request.AddRange(buffer.AsSpan(0, count));
            var text = Encoding.UTF8.GetString([.. request]);
            if (text.Split("\r\n\r\n", 2) is [var head, var body] && Encoding.UTF8.GetByteCount(body) == ContentLength(head)) return text;
        }
        return null;
    }

    private static int ContentLength(string head)
    {
        const string Name = "Content-Length: ";
        var line = head.Split("\r\n").FirstOrDefault(header => header.StartsWith(Name, StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line[Name.Length..]);
    }
}
