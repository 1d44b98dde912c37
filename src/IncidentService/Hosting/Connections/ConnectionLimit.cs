using System.Globalization;
using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Http;
using IncidentService.Http.Replies;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace IncidentService.Hosting.Connections;

/// <summary>
/// Answers 503 to callers beyond the most that may be connected, before anything of their request is read: a process without free file
/// descriptors cannot work and may end. A TLS caller gets the reply after the handshake.
/// </summary>
internal sealed partial class ConnectionLimit(int most, TimeProvider clock, ILogger<ConnectionLimit> log)
{
    /// <summary>How many callers at once get the reply with the reason. Kestrel disconnects any further ones without a reply.</summary>
    public const int MostRefusals = 32;

    private const string RetryAfter = "1";

    private const byte Handshake = 22; // the type of the first record of TLS (RFC 8446)
    private static readonly object Refused = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceWithTls = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static byte[]? refusal;
    private long toldAt;
    private int open;

    private static byte[] Refusal => refusal ??= Write(Problem.From(Problems.TooManyConnections));

    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref open) <= most) await next(connection);
            else await Refuse(connection, next);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    };

    /// <summary>
    /// Waits for the first bytes of the request: a connection that is closed with bytes unread is reset, and the caller reads no answer.
    /// </summary>
    private async Task Refuse(ConnectionContext connection, ConnectionDelegate next)
    {
        Log();
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(patience.Token);
            if (!read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] == Handshake)
            {
                connection.Transport.Input.AdvanceTo(read.Buffer.Start);
                await RefuseWithTls(connection, next);
                return;
            }
            connection.Transport.Input.AdvanceTo(read.Buffer.End);
            await connection.Transport.Output.WriteAsync(Refusal, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller sends nothing, or has disconnected.
        }
    }

    /// <summary>The connection lasts until its first request, and is closed if none arrives.</summary>
    private async Task RefuseWithTls(ConnectionContext connection, ConnectionDelegate next)
    {
        connection.Items[Refused] = Refused;
        await using var patience = clock.CreateTimer(_ => connection.Abort(), null, PatienceWithTls, Timeout.InfiniteTimeSpan);
        await next(connection);
    }

    /// <summary>Answers a request on a connection beyond the limit.</summary>
    public static Task RefuseEncrypted(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Refused) != true) return next(http);
        SecurityHeaders.Set(http);
        http.Response.Headers.RetryAfter = RetryAfter;
        if (!HttpProtocol.IsHttp2(http.Request.Protocol)) http.Response.Headers.Connection = "close"; // HTTP/2 knows no such header
        return ((HttpReply)Problem.From(Problems.TooManyConnections)).ExecuteAsync(http);
    }

    private void Log()
    {
        var (now, last) = (clock.GetTimestamp(), Interlocked.Read(ref toldAt));
        if (last != 0 && clock.GetElapsedTime(last, now) < Silence) return;
        if (Interlocked.CompareExchange(ref toldAt, now, last) == last) LogLimit(log, most);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Most} callers are connected; more are refused. The limit of open files (ulimit -n) allows no more.")]
    private static partial void LogLimit(ILogger logger, int most);

    private static byte[] Write(Problem problem)
    {
        var body = problem.Render();
        var security = new HeaderDictionary();
        SecurityHeaders.Set(security);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 503 Service Unavailable\r\nContent-Type: {Problem.ContentType}\r\nContent-Length: {body.Length}\r\n"
            + $"Retry-After: {RetryAfter}\r\nConnection: close\r\n"
            + $"{string.Concat(security.Select(header => $"{header.Key}: {header.Value}\r\n"))}\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
