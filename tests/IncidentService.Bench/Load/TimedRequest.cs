using System.Buffers;
using System.Text;

namespace IncidentService.Bench.Load;

/// <summary>A request of an open loop.</summary>
internal sealed record TimedRequest(string Path, string? Body = null, string? IdempotencyKey = null, bool KeepsBody = false)
{
    public string Method => Body is null ? "GET" : "POST";

    /// <summary>Replaces what was written before.</summary>
    /// <param name="to">Gets the bytes of the request.</param>
    /// <param name="shared">The header lines of every request, each with its line break.</param>
    public void Write(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> shared)
    {
        to.ResetWrittenCount();
        Encoding.UTF8.GetBytes($"{Method} {Path} HTTP/1.1\r\n", to);
        to.Write(shared);
        if (IdempotencyKey is not null) Encoding.UTF8.GetBytes($"Idempotency-Key: {IdempotencyKey}\r\n", to);
        if (Body is not null)
            Encoding.UTF8.GetBytes($"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(Body)}\r\n", to);
        to.Write("\r\n"u8);
        if (Body is not null) Encoding.UTF8.GetBytes(Body, to);
    }
}
