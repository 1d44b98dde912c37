namespace IncidentNumbers.Decoding;

/// <summary>Backslash escapes of JSON, source code, Markdown, iCalendar and rich text.</summary>
internal static class Backslash
{
    private const int Octal = 4;
    private const int LongestName = 60;
    private const int LongestArgument = 3;
    private static readonly Dictionary<string, char> Words = WordsOf(
        ('-', "endash emdash textendash textemdash"),
        (' ', "tab cell quad qquad enspace emspace thinspace space"),
        ('\n', "line par row newline"),
        (Decoded.Unseen, "b i ul ulnone plain cf fs f highlight lang textbf textit texttt textrm textsf emph underline mbox text num"));

    private const string Escapable = "-_*.|#[](){}<>~+!`\"'/,;:=";

    private static Dictionary<string, char> WordsOf(params (char Meaning, string Words)[] groups) => groups
        .SelectMany(group => group.Words.Split(' ').Select(word => (word, group.Meaning)))
        .ToDictionary(pair => pair.word, pair => pair.Meaning, StringComparer.Ordinal);

    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        if (text.Length < 2)
            return false;

        if (TryReadWord(text, out found))
            return true;

        switch (text[1])
        {
            case 'N' when text.Length > 2 && text[2] == '{': return TryReadName(text, out found);
            case >= '0' and <= '3': return TryReadOctal(text, out found) || TryReadStyleSheet(text, out found);
            case 'n' or 'N' or 'r': found = new Decoded(2, '\n'); return true;
            case 't' or '~': found = new Decoded(2, ' '); return true;
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
        if (digits is 4 or 5 && LengthOfSubstitute(text[(2 + digits)..]) is > 0 and var substitute)
            return Decoded.TryOfRune(
                2 + digits + substitute,
                int.Parse(text.Slice(2, digits).ToString(), System.Globalization.CultureInfo.InvariantCulture),
                out found);
        return text.Length >= 6 && Decoded.TryOfRune(6, EscapedBytes.Hexadecimal(text.Slice(2, 4)), out found);
    }

    // What a reader without Unicode shows instead: ? or \'3f.
    private static int LengthOfSubstitute(ReadOnlySpan<char> text) =>
        text.IsEmpty ? 0 : text[0] == '?' ? 1 : text is ['\\', '\'', _, _, ..] ? 4 : 0;

    // \035, \342\200\221: bytes of UTF-8 in octal.
    private static bool TryReadOctal(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var first = OctalAt(text, 0);
        if (first < 0)
            return false;
        if (first < 0x80)
            return !char.IsLetterOrDigit((char)first) && Decoded.TryOfRune(Octal, first < ' ' ? ' ' : first, out found);

        var more = first switch { >= 0xF0 => 3, >= 0xE0 => 2, >= 0xC2 => 1, _ => 0 };
        var rune = first & (0x3F >> more);
        for (var i = 1; i <= more; i++)
        {
            var next = OctalAt(text, i * Octal);
            if (next < 0 || (next & 0xC0) != 0x80)
                return false;
            rune = (rune << 6) | (next & 0x3F);
        }

        return more > 0 && Decoded.TryOfRune((more + 1) * Octal, rune, out found);
    }

    private static int OctalAt(ReadOnlySpan<char> text, int at) =>
        at + Octal <= text.Length && text[at] == '\\' && text[at + 1] is >= '0' and <= '3'
        && text[at + 2] is >= '0' and <= '7' && text[at + 3] is >= '0' and <= '7'
            ? (text[at + 1] - '0') * 64 + (text[at + 2] - '0') * 8 + text[at + 3] - '0'
            : -1;

    // \2011 and a space, in style sheets.
    private static bool TryReadStyleSheet(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        return text.Length >= 6 && text[5] == ' ' && EscapedBytes.Hexadecimal(text.Slice(1, 4)) is var rune
            && rune >= 0x80 && Decoded.TryOfRune(6, rune, out found);
    }

    // \N{NON-BREAKING HYPHEN}, in Python.
    private static bool TryReadName(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var end = text[..Math.Min(text.Length, LongestName)].IndexOf('}');
        if (end < 0)
            return false;

        var name = text[3..end];
        found = new Decoded(end + 1, name.IndexOf("HYPHEN".AsSpan()) >= 0 || name.IndexOf("DASH".AsSpan()) >= 0 ? '-' : ' ');
        return true;
    }

    // \endash and \b0 of rich text, with the space that ends them, and \textbf{ of LaTeX.
    private static bool TryReadWord(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var end = 1;
        while (end < text.Length && end < LongestName && Escape.IsAsciiLetter(text[end]))
            end++;
        if (!Words.TryGetValue(text[1..end].ToString(), out var meaning))
            return false;

        if (meaning == Decoded.Unseen)
            end += LengthOfArgument(text[end..]);
        if (end < text.Length && text[end] is ' ' or '{')
            end++;
        found = new Decoded(end, meaning);
        return true;
    }

    // \fs24
    private static int LengthOfArgument(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && end <= LongestArgument && text[end] is >= '0' and <= '9')
            end++;
        return end <= LongestArgument ? end : 0;
    }

    // \'96 is a dash in Windows-1252; none of the other characters in this range is a digit.
    private static bool TryReadRichText(ReadOnlySpan<char> text, out Decoded found)
    {
        var value = EscapedBytes.Hexadecimal(text.Slice(2, 2));
        found = new Decoded(4, value is 0x96 or 0x97 or 0xAD ? '-' : ' ');
        return value >= 0x80;
    }
}
