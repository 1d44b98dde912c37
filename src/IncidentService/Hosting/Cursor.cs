using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Hosting;

/// <summary>A place in a list, as opaque text. It is bound to the list's filter: with another filter it is refused instead of skipping items.</summary>
internal static class Cursor
{
    private const int MarkBytes = 6;

    public static string Write(string filter, params ReadOnlySpan<long> place)
    {
        var bytes = new byte[MarkBytes + (place.Length * sizeof(long))];
        Mark(filter).CopyTo(bytes, 0);
        for (var index = 0; index < place.Length; index++) BitConverter.TryWriteBytes(bytes.AsSpan(MarkBytes + (index * sizeof(long))), place[index]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when the text is no cursor of this list; place is empty when there is none.</summary>
    public static bool TryRead(string? cursor, string filter, out long[] place)
    {
        place = [];
        if (string.IsNullOrEmpty(cursor)) return true;
        Span<byte> bytes = stackalloc byte[Limits.Cursor];
        if (cursor.Length > Limits.Cursor || !Base64Url.IsValid(cursor)) return false;
        Base64Url.TryDecodeFromChars(cursor, bytes, out var written);
        var numbers = (written - MarkBytes) / sizeof(long);
        if (numbers < 1 || written != MarkBytes + (numbers * sizeof(long)) || !bytes[..MarkBytes].SequenceEqual(Mark(filter))) return false;
        place = new long[numbers];
        for (var index = 0; index < numbers; index++) place[index] = BitConverter.ToInt64(bytes[(MarkBytes + (index * sizeof(long)))..]);
        return true;
    }

    private static byte[] Mark(string filter) => SHA256.HashData(Encoding.UTF8.GetBytes(filter))[..MarkBytes];
}
