namespace IncidentNumbers.Decoding;

/// <summary>Backslash escapes of JSON, source code, Markdown, iCalendar and rich text.</summary>
internal static class Backslash
{
    private const string Escapable = "-_*.|#[](){}<>~+!`\"'/,;:=";

    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        if (text.Length < 2)
            return false;

        switch (text[1])
        {
            case 'n' or 'N' or 'r': found = new Decoded(2, '\n'); return true;
            case 't': found = new Decoded(2, ' '); return true;
            case 'u' or 'U': return TryReadUnicode(text, out found);
            case 'x': return text.Length >= 4 && Decoded.TryOfRune(4, EscapedBytes.Hexadecimal(text.Slice(2, 2)), out found);
            case '\'' when text.Length >= 4: return TryReadRichText(text, out found);
            case var sign when Escapable.Contains(sign): found = new Decoded(2, sign); return true;
            default: return false;
        }
    }

    // \u2011, \u{2011}; rich text writes \u8209? in decimal.
    private static bool TryReadUnicode(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        if (text.Length > 3 && text[2] == '{')
        {
            var length = text.Slice(3, Math.Min(7, text.Length - 3)).IndexOf('}');
            return length > 0 && Decoded.TryOfRune(length + 4, EscapedBytes.Hexadecimal(text.Slice(3, length)), out found);
        }

        var digits = 0;
        while (digits < 5 && 2 + digits < text.Length && text[2 + digits] is >= '0' and <= '9')
            digits++;
        if (digits is 4 or 5 && 2 + digits < text.Length && text[2 + digits] == '?')
            return Decoded.TryOfRune(
                digits + 3, int.Parse(text.Slice(2, digits).ToString(), System.Globalization.CultureInfo.InvariantCulture), out found);
        return text.Length >= 6 && Decoded.TryOfRune(6, EscapedBytes.Hexadecimal(text.Slice(2, 4)), out found);
    }

    // \'96 is a dash in Windows-1252; none of the other characters in this range is a digit.
    private static bool TryReadRichText(ReadOnlySpan<char> text, out Decoded found)
    {
        var value = EscapedBytes.Hexadecimal(text.Slice(2, 2));
        found = new Decoded(4, value is 0x96 or 0x97 or 0xAD ? '-' : ' ');
        return value >= 0x80;
    }
}

/// <summary>UTF-8 that a tool decoded as Windows-1252 or Latin-1: <c>â€‘</c> was a hyphen, <c>Â</c> precedes a no-break space.</summary>
internal static class Mojibake
{
    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        if (text[0] == 'Â')
        {
            found = new Decoded(1, Decoded.Unseen);
            return text.Length > 1 && text[1] is ' ' or (>= '\u0080' and <= '\u00BF');
        }

        if (text.Length < 3)
            return false;

        var isTwo = text[1] is '€' or 'ˆ' && !char.IsLetterOrDigit(text[2]);
        var isOne = text[1] is >= '\u0080' and <= '\u00BF' && text[2] is >= '\u0080' and <= '\u00BF';
        found = new Decoded(3, '-');
        return isTwo || isOne;
    }
}
