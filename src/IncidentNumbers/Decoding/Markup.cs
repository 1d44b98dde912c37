namespace IncidentNumbers.Decoding;

/// <summary>Tags of HTML and XML, and the bracketed markup of bulletin boards and wikis.</summary>
internal sealed class Markup
{
    private const int LongestTag = 4_000;
    private const int LongestBracketed = 100;
    private const int LongestName = 20;

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "color", "del", "dfn", "em", "email", "font", "i", "ins", "kbd", "label",
        "mark", "nobr", "o", "q", "s", "samp", "size", "small", "span", "strike", "strong", "tt", "u", "url", "var", "wbr",
        "acronym", "data", "emphasis", "literal", "r", "rPr", "t", "time", "tspan", // SVG, DocBook and office documents too
        "bookmarkEnd", "bookmarkStart", "proofErr", "softHyphen",
    };

    private static readonly HashSet<string> Cells = new(StringComparer.OrdinalIgnoreCase)
    {
        "td", "th", "sup", "sub", "img", "input", "tc", "tab",
        "cr", "etx", "fnc1", "fs", "gs", "lf", "rs", "stx", "us", // control characters, as scanners' settings write them
    };

    private static readonly HashSet<string> Controls = new(StringComparer.Ordinal)
    {
        "CR", "ETX", "FNC1", "FS", "GS", "LF", "RS", "STX", "US",
    };

    private static readonly HashSet<string> Boards = new(StringComparer.OrdinalIgnoreCase)
    {
        "b", "i", "u", "s", "url", "color", "size", "font", "quote", "code", "td", "th", "tr", "table", "list", "center", "left", "right",
        "email", "h", "pre",
    };

    private int _closer = -1; // the first > at or after the last place searched from: each one is searched for only once
    private bool _noEnd;      // there is no end tag of a style or script

    internal bool TryReadTag(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        found = default;
        var isEnd = at + 1 < text.Length && text[at + 1] == '/';
        var name = NameAt(text, at + (isEnd ? 2 : 1));
        var isOther = at + 1 < text.Length && text[at + 1] is '!' or '?';
        if (name.IsEmpty && !isOther)
            return TryReadHexadecimal(text[at..], out found);

        if (_closer < at)
            _closer = text[at..].IndexOf('>') is >= 0 and var length ? at + length : int.MaxValue;
        if (_closer == int.MaxValue || _closer - at > LongestTag)
            return false;

        var local = LocalName(text, at, isEnd, name);
        var tag = local.ToString();
        var end = isEnd ? _closer : EndOfHidden(text, tag);
        var first = isOther && text[(at + 1)..].StartsWith("!--".AsSpan()) ? Decoded.Unseen : MeaningOf(tag);
        found = new Decoded(end + 1 - at, first);
        return true;
    }

    // <0x1D>
    private static bool TryReadHexadecimal(ReadOnlySpan<char> text, out Decoded found)
    {
        found = new Decoded(6, ' ');
        return text is ['<', '0', 'x' or 'X', _, _, '>', ..] && EscapedBytes.Hexadecimal(text.Slice(3, 2)) is >= 0 and < ' ';
    }

    private static char MeaningOf(string tag) =>
        tag == "noBreakHyphen" ? '-' : Inline.Contains(tag) ? Decoded.Unseen : Cells.Contains(tag) ? ' ' : '\n';

    // w:noBreakHyphen
    private static ReadOnlySpan<char> LocalName(ReadOnlySpan<char> text, int at, bool isEnd, ReadOnlySpan<char> name)
    {
        var after = at + (isEnd ? 2 : 1) + name.Length;
        var isPrefix = !name.IsEmpty && after < text.Length && text[after] == ':';
        return isPrefix && NameAt(text, after + 1) is { IsEmpty: false } local ? local : name;
    }

    /// <summary><c>[b]</c>, <c>[/color]</c>, <c>{color:red}</c>, <c>{FNC1}</c>.</summary>
    internal static bool TryReadBracketed(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var isEnd = text.Length > 1 && text[1] == '/';
        var name = NameAt(text, isEnd ? 2 : 1);
        var isStar = text.Length > 2 && text[1] == '*' && text[2] is '}' or ']';
        if (name.IsEmpty && !isStar)
            return false;

        var closer = text[..Math.Min(text.Length, LongestBracketed)].IndexOf(text[0] == '[' ? ']' : '}');
        if (closer == name.Length + 1 && Controls.Contains(name.ToString()))
        {
            found = new Decoded(closer + 1, ' ');
            return true;
        }

        if (closer < 0 || (text[0] == '[' && !isStar && !Boards.Contains(name.ToString())))
            return false;

        var after = name.Length + (isEnd ? 2 : 1);
        if (!isStar && closer != after && text[after] is not ('=' or ':' or ' ' or '|'))
            return false;

        found = new Decoded(closer + 1, Cells.Contains(name.ToString()) ? ' ' : Decoded.Unseen);
        return true;
    }

    // People do not see what is between <style> and </style>.
    private int EndOfHidden(ReadOnlySpan<char> text, string tag)
    {
        var isHidden = tag.Equals("style", StringComparison.OrdinalIgnoreCase) || tag.Equals("script", StringComparison.OrdinalIgnoreCase);
        if (!isHidden || _noEnd)
            return _closer;

        var end = text[_closer..].IndexOf($"</{tag}>".AsSpan(), StringComparison.OrdinalIgnoreCase);
        _noEnd = end < 0;
        return end < 0 ? _closer : _closer + end + tag.Length + 2;
    }

    private static ReadOnlySpan<char> NameAt(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < LongestName
            && (Escape.IsAsciiLetter(text[end]) || (end > start && text[end] is >= '0' and <= '9')))
            end++;

        return start < text.Length ? text[start..end] : default;
    }
}
