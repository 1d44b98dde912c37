using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace IncidentService.Bench.Load;

/// <summary>
/// A connection of HTTP/1.1 that is kept open: sends the bytes of one request at a time, and reads the response by its Content-Length. Any
/// other kind of response is refused.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private byte[] _buffer = new byte[8 * 1024];
    private int _received, _bodyStart, _end;

    private RawConnection(Socket socket) => Socket = socket;

    /// <summary>To wait on.</summary>
    public Socket Socket { get; }

    /// <summary>The bytes that are sent next.</summary>
    public ArrayBufferWriter<byte> Request { get; } = new(1024);

    /// <summary>That of the last response.</summary>
    public int Status { get; private set; }

    public static RawConnection Open(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(server.IdnHost, server.Port);
            return new(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new LoadException($"{server} cannot be connected to: {failure.Message}");
        }
    }

    /// <summary>Sends <see cref="Request"/>. Its response must be read before the next one.</summary>
    public void Send()
    {
        (_received, _end) = (0, 0);
        try
        {
            Socket.Send(Request.WrittenSpan);
        }
        catch (SocketException failure)
        {
            throw new LoadException($"A request could not be sent: {failure.Message}");
        }
    }

    /// <summary>Reads what has arrived, and waits only if nothing has. True once the response is complete.</summary>
    public bool Receive()
    {
        if (_received == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        try
        {
            var count = Socket.Receive(_buffer.AsSpan(_received));
            if (count == 0) throw new LoadException($"The server closed the connection after {_received} bytes of a response");
            _received += count;
        }
        catch (SocketException failure)
        {
            throw new LoadException($"A response could not be read: {failure.Message}");
        }
        if (_end == 0) ReadHead();
        if (_end > 0 && _received > _end) throw new LoadException($"{_received - _end} bytes came after the end of a response");
        return _received == _end;
    }

    /// <summary>The body of the last response.</summary>
    public string ReadBody() => Encoding.UTF8.GetString(_buffer.AsSpan(_bodyStart.._end));

    public void Dispose() => Socket.Dispose();

    /// <summary>Once it is there, and makes room for the body.</summary>
    private void ReadHead()
    {
        var length = _buffer.AsSpan(0, _received).IndexOf("\r\n\r\n"u8);
        if (length < 0) return;
        var head = _buffer.AsSpan(0, length);
        Status = ReadStatus(head);
        _bodyStart = length + 4;
        _end = _bodyStart + ReadContentLength(head);
        if (_buffer.Length < _end) Array.Resize(ref _buffer, _end);
    }

    private static int ReadStatus(ReadOnlySpan<byte> head) =>
        head.StartsWith("HTTP/1.1 "u8) && head.Length >= 12 && TryRead(head[9..12], out var status)
            ? status
            : throw new LoadException($"This is no response of HTTP/1.1:\n{Encoding.Latin1.GetString(head)}");

    private static int ReadContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            var colon = line.IndexOf((byte)':');
            if (colon < 0 || !Ascii.EqualsIgnoreCase(line[..colon], "Content-Length"u8)) continue;
            if (TryRead(line[(colon + 1)..], out var length)) return length;
        }
        throw new LoadException($"The response has no Content-Length:\n{Encoding.Latin1.GetString(head)}");
    }

    private static bool TryRead(ReadOnlySpan<byte> digits, out int number) => int.TryParse(
        digits, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out number);
}
