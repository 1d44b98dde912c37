using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentService.Bench.Load;

/// <summary>
/// One run of <see cref="FixedRate"/>. One thread does all of it: a request and its response then wake no other thread of this process.
/// </summary>
internal sealed class OpenLoop(Uri server, string key, double perSecond, int requests) : IDisposable
{
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(30);

    // How long the sockets are waited for. A timer of .NET is too coarse: most Linux kernels advance the clock that it reads every 4 ms.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    private readonly byte[] _headers = Encoding.UTF8.GetBytes($"Host: {server.Authority}\r\nAuthorization: Bearer {key}\r\n");
    private readonly TimedAnswer[] _answers = new TimedAnswer[requests];
    private readonly List<RawConnection> _connections = [];
    private readonly Stack<RawConnection> _free = new();
    private readonly Dictionary<Socket, UnderWay> _underWay = [];
    private readonly List<Socket> _watched = [];
    private long _start;

    /// <summary>The answers in the order in which the requests were due.</summary>
    public TimedAnswer[] Run(Func<int, TimedRequest> make, CancellationToken cancellation)
    {
        Open();
        _start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < requests || _underWay.Count > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            while (sent < requests && DueOf(sent) <= Stopwatch.GetTimestamp() && _free.TryPop(out var connection))
            {
                Send(connection, make(sent), sent);
                sent++;
            }
            Receive();
            if (Stopwatch.GetElapsedTime(DueOf(requests - 1)) > AnsweredWithin)
                throw new TimeoutException($"{server} did not answer all requests within {AnsweredWithin.TotalSeconds} s of the last one");
        }
        return _answers;
    }

    public void Dispose()
    {
        foreach (var connection in _connections) connection.Dispose();
    }

    private long DueOf(int n) => _start + (long)(n * Stopwatch.Frequency / perSecond);

    private void Open()
    {
        while (_connections.Count < FixedRate.Connections)
        {
            _connections.Add(RawConnection.Open(server));
            _free.Push(_connections[^1]);
        }
    }

    private void Send(RawConnection connection, TimedRequest request, int n)
    {
        _underWay.Add(connection.Socket, new(connection, request, n));
        request.Write(connection.Request, _headers);
        connection.Send();
    }

    /// <summary>Waits for responses, but no longer than the grain. A free connection becomes readable only by its end.</summary>
    private void Receive()
    {
        _watched.Clear();
        _watched.AddRange(_underWay.Count > 0 ? _underWay.Keys : _connections.Select(connection => connection.Socket));
        Socket.Select(_watched, checkWrite: null, checkError: null, Grain);
        foreach (var socket in _watched)
        {
            if (!_underWay.TryGetValue(socket, out var exchange)) throw new LoadException($"{server} closed a connection that was free");
            if (exchange.Connection.Receive()) Complete(exchange);
        }
    }

    private void Complete(UnderWay exchange)
    {
        var answered = Stopwatch.GetTimestamp();
        var (connection, request, n) = exchange;
        if (connection.Status is < 200 or > 299)
        {
            var status = (HttpStatusCode)connection.Status;
            throw new LoadException($"{request.Method} {request.Path} answered {status}: {connection.ReadBody()}");
        }
        _answers[n] = new(DueOf(n), answered, request.KeepsBody ? connection.ReadBody() : null);
        _underWay.Remove(connection.Socket);
        _free.Push(connection);
    }

    private readonly record struct UnderWay(RawConnection Connection, TimedRequest Request, int N);
}
