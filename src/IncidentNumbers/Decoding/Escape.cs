namespace IncidentNumbers.Decoding;

/// <summary>Reads an escape, a piece of markup or a control character that stands for another character, or for none.</summary>
internal static class Escape
{
    private const string Beginnings = "&%=\\<[{]^âÂÃ";
    private const int LongestColour = 16;
    private static readonly string[] ApplicationIdentifiers = ["21", "10", "240", "241", "250", "251", "400", "91", "98", "99"];
    private static readonly string[] QuotedPrintableSigns = ["=3D", "=E2=", "=C2=", "=C3=", "=20\n", "=20\r", "?Q?"];

    internal static bool MayStandIn(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (IsControl(character) || (character is not ' ' && Beginnings.Contains(character)))
                return true;

        return false;
    }

    /// <summary>Recognises mail text that was never decoded. In other texts, = precedes a value: q=2D and id=20.</summary>
    internal static bool IsQuotedPrintable(ReadOnlySpan<char> text)
    {
        foreach (var sign in QuotedPrintableSigns)
            if (text.IndexOf(sign.AsSpan()) >= 0)
                return true;

        return false;
    }

    internal static bool TryRead(ReadOnlySpan<char> text, int at, Markup markup, bool isQuotedPrintable, out Decoded found)
    {
        found = default;
        switch (text[at])
        {
            case '&': return CharacterReference.TryRead(text[at..], out found);
            case '%': return EscapedBytes.TryRead(text[at..], out found) || TryReadScript(text[at..], out found);
            case '=':
                return (isQuotedPrintable || (at > 0 && char.IsDigit(text[at - 1])))
                    && EscapedBytes.TryRead(text[at..], out found) && !char.IsLetterOrDigit(found.First);
            case '\\': return Backslash.TryRead(text[at..], out found);
            case '^': return TryReadCaret(text, at, out found);
            case '<': return markup.TryReadTag(text, at, out found);
            case '[' when TryReadColour(text, at, out found): return true;
            case '[' or '{': return Markup.TryReadBracketed(text[at..], out found);
            case ']': return TryReadSymbology(text, at, out found);
            case 'â' or 'Â' or 'Ã': return Mojibake.TryRead(text, at, out found);
            case var character when IsControl(character): found = new Decoded(1, ' '); return true;
            default: return false;
        }
    }

    /// <summary>Control characters that scanners and dumps put between fields; line breaks and tabs count as text.</summary>
    private static bool IsControl(char character) =>
        char.IsControl(character) && character is not ('\t' or '\n' or '\v' or '\f' or '\r' or '\u0085');

    // %u2011, as JavaScript's escape() writes it.
    private static bool TryReadScript(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        return text.Length >= 6 && text[1] is 'u' && Decoded.TryOfRune(6, EscapedBytes.Hexadecimal(text.Slice(2, 4)), out found);
    }

    // ^M between digits, as terminals show a control character.
    private static bool TryReadCaret(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        found = new Decoded(2, ' ');
        return at > 0 && at + 2 < text.Length && text[at + 1] is >= '@' and <= '_'
            && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 2]);
    }

    // The colours of a terminal, ESC [ 3 1 m; ESC may be a space already.
    private static bool TryReadColour(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        found = default;
        if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && !IsControl(text[at - 1]))
            return false;

        var end = at + 1;
        while (end < text.Length && end - at < LongestColour && text[end] is (>= '0' and <= '9') or ';')
            end++;
        found = new Decoded(end + 1 - at, Decoded.Unseen);
        return end < text.Length && text[end] is 'm' or 'K';
    }

    // ISO/IEC 15424: ], a letter for the symbology, a modifier, then the data.
    private static bool TryReadSymbology(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        var data = Math.Min(at + 3, text.Length);
        found = new Decoded(3 + LengthOfApplicationIdentifier(text[data..]), ' ');
        return at + 3 < text.Length
            && (at == 0 || char.IsWhiteSpace(text[at - 1]) || IsControl(text[at - 1])
                || text[at - 1] is '"' or '\'' or ',' or ';' or '>' or '|' or ':')
            && IsAsciiLetter(text[at + 1]) && (IsAsciiLetter(text[at + 2]) || text[at + 2] is >= '0' and <= '9')
            && (!char.IsWhiteSpace(text[at + 3]) || found.Length > 3);
    }

    // ]C121867530912374: GS1 puts an identifier before a serial number, and perhaps FNC1, which scanners send as GS, before that.
    private static int LengthOfApplicationIdentifier(ReadOnlySpan<char> data)
    {
        var start = !data.IsEmpty && (data[0] == ' ' || IsControl(data[0])) ? 1 : 0;
        var digits = start;
        while (digits < data.Length && data[digits] is >= '0' and <= '9')
            digits++;
        foreach (var identifier in ApplicationIdentifiers)
            if (digits - start == identifier.Length + HammingCode.Length && data[start..].StartsWith(identifier.AsSpan()))
                return start + identifier.Length;

        return 0;
    }

    internal static bool IsAsciiLetter(char character) => (character | 0x20) is >= 'a' and <= 'z';
}

/// <summary>A soft line break of quoted-printable (RFC 2045, 6.7).</summary>
internal static class SoftBreak
{
    internal static bool TryRead(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        found = default;
        if (text[at] != '=' || at + 1 == text.Length || text[at + 1] is not ('\r' or '\n'))
            return false;

        found = new Decoded(text[at + 1] == '\r' && at + 2 < text.Length && text[at + 2] == '\n' ? 3 : 2, default);
        return true;
    }
}
