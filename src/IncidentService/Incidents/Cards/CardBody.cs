using System.Buffers;
using System.IO.Compression;

namespace IncidentService.Incidents.Cards;

/// <summary>The JSON of a card as it is stored.</summary>
internal readonly record struct CardBody(byte[] Bytes, bool Compressed)
{
    /// <summary>In bytes of JSON. Longer cards, which are few, are not stored.</summary>
    private const int Longest = 32 * 1024;

    private const int Quality = 1, WindowBits = 15;

    public static bool Fits(byte[] json) => json.Length <= Longest;

    /// <summary>The JSON itself, for an opening, which is not to wait for the compression. Null if it is too long to be stored.</summary>
    public static CardBody? Plain(byte[] json) => Fits(json) ? new(json, Compressed: false) : null;

    /// <summary>A typical card becomes a third as long. Null if it is too long to be stored.</summary>
    public static CardBody? Compress(byte[] json)
    {
        if (!Fits(json)) return null;
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(Longest));
        try
        {
            return BrotliEncoder.TryCompress(json, buffer, out var length, Quality, WindowBits)
                ? new(buffer[..length], Compressed: true)
                : Plain(json);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Null if the stored bytes are damaged.</summary>
    public byte[]? ToJson()
    {
        if (!Compressed) return Bytes;
        var buffer = ArrayPool<byte>.Shared.Rent(Longest);
        try
        {
            return BrotliDecoder.TryDecompress(Bytes, buffer, out var length) ? buffer[..length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
