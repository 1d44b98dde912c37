namespace IncidentNumbers.Decoding;

/// <summary>
/// UTF-8 in hexadecimal pairs: <c>%2D</c> in web addresses, <c>=E2=80=91</c> in quoted-printable; a single byte is of Windows-1252:
/// <c>=96</c>.
/// </summary>
internal static class EscapedBytes
{
    private const int Pair = 3;

    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var first = ByteAt(text, 0, text[0]);
        var length = first switch
        {
            < 0 => 0, < 0x80 => 1, >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 0
        };
        if (length == 0)
            return Decoded.TryOfRune(Pair, OfWindows(first), out found);
        if (length == 1)
            return Decoded.TryOfRune(Pair, first, out found);

        var rune = first & (0x7F >> length);
        for (var i = 1; i < length; i++)
        {
            var next = ByteAt(text, i * Pair, text[0]);
            if (next < 0 || (next & 0xC0) != 0x80)
                return false;
            rune = (rune << 6) | (next & 0x3F);
        }

        return Decoded.TryOfRune(length * Pair, rune, out found);
    }

    // The signs of Windows-1252 that stand between groups.
    private static int OfWindows(int value) => value switch
    {
        0x96 or 0x97 or 0xAD => '-',
        0xA0 => ' ',
        0x95 or 0xB7 => 0xB7,
        _ => -1,
    };

    /// <summary>The value of up to six hexadecimal digits; -1 if they are not hexadecimal.</summary>
    internal static int Hexadecimal(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty || digits.Length > 6)
            return -1;

        var value = 0;
        foreach (var digit in digits)
        {
            var four = digit switch
            {
                >= '0' and <= '9' => digit - '0',
                >= 'A' and <= 'F' => digit - 'A' + 10,
                >= 'a' and <= 'f' => digit - 'a' + 10,
                _ => -1,
            };
            if (four < 0)
                return -1;
            value = value * 16 + four;
        }

        return value;
    }

    private static int ByteAt(ReadOnlySpan<char> text, int at, char escape) =>
        at + Pair <= text.Length && text[at] == escape ? Hexadecimal(text.Slice(at + 1, 2)) : -1;
}
