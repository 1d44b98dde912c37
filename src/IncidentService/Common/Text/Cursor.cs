using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace IncidentService.Common.Text;

/// <summary>
/// A place in a list, as opaque text. It contains a hash of the list's filter: with another filter it is refused, so that no items are
/// skipped.
/// </summary>
internal static class Cursor
{
    private const int HashBytes = 6;

    public static string Format(string filter, params ReadOnlySpan<long> place)
    {
        var bytes = new byte[HashBytes + (place.Length * sizeof(long))];
        FilterHash(filter).CopyTo(bytes, 0);
        for (var index = 0; index < place.Length; index++)
            BitConverter.TryWriteBytes(bytes.AsSpan(HashBytes + (index * sizeof(long))), place[index]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False if the text is not a cursor of this list. place is empty if there is no cursor.</summary>
    public static bool TryParse(string? cursor, string filter, out long[] place)
    {
        place = [];
        if (string.IsNullOrEmpty(cursor)) return true;
        Span<byte> bytes = stackalloc byte[Limits.Cursor];
        if (cursor.Length > Limits.Cursor || !Base64Url.IsValid(cursor)) return false;
        Base64Url.TryDecodeFromChars(cursor, bytes, out var written);
        var numbers = (written - HashBytes) / sizeof(long);
        if (numbers < 1 || written != HashBytes + (numbers * sizeof(long)) || !bytes[..HashBytes].SequenceEqual(FilterHash(filter)))
            return false;
        place = new long[numbers];
        for (var index = 0; index < numbers; index++) place[index] = BitConverter.ToInt64(bytes[(HashBytes + (index * sizeof(long)))..]);
        return true;
    }

    private static byte[] FilterHash(string filter) => SHA256.HashData(Encoding.UTF8.GetBytes(filter))[..HashBytes];
}
