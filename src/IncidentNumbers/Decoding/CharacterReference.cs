namespace IncidentNumbers.Decoding;

/// <summary>A character reference of HTML or XML: <c>&amp;#8209;</c>, <c>&amp;#x2011;</c>, <c>&amp;nbsp;</c>.</summary>
internal static class CharacterReference
{
    private const int LongestName = 17;

    // HTML reads these without their semicolon too.
    private static readonly string[] Bare = ["nbsp", "shy", "middot"];

    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var end = text[..Math.Min(text.Length, LongestName + 2)].IndexOf(';');
        if (end < 2 || text[1..end].IndexOf('&') >= 0)
            return TryReadBare(text, out found);

        var name = text[1..end];
        var rune = name[0] != '#' ? Named(name.ToString())
            : name.Length > 1 && name[1] is 'x' or 'X' ? EscapedBytes.Hexadecimal(name[2..])
            : Decimal(name[1..]);
        return Decoded.TryOfRune(end + 1, rune, out found);
    }

    private static bool TryReadBare(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        foreach (var name in Bare)
            if (text[1..].StartsWith(name.AsSpan()))
                return Decoded.TryOfRune(name.Length + 1, Named(name), out found);

        return false;
    }

    private static int Decimal(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '9' || value > 0x10FFFF)
                return -1;
            value = value * 10 + digit - '0';
        }

        return value;
    }

    // The names in HTML that may appear between digits or introduce another reference.
    private static int Named(string name) => name switch
    {
        "amp" or "AMP" => '&',
        "lt" or "LT" => '<',
        "gt" or "GT" => '>',
        "quot" or "QUOT" => '"',
        "apos" => '\'',
        "nbsp" or "NonBreakingSpace" => 0xA0,
        "ensp" or "emsp" or "thinsp" or "hairsp" or "numsp" or "puncsp" or "emsp13" or "emsp14" or "MediumSpace" or "ThickSpace"
            or "ThinSpace" or "VeryThinSpace" => ' ',
        "Tab" => '\t',
        "NewLine" => '\n',
        "shy" or "zwj" or "zwnj" or "lrm" or "rlm" or "NoBreak" or "ZeroWidthSpace" => Decoded.Unseen,
        "hyphen" or "dash" => 0x2010,
        "ndash" or "mdash" or "horbar" or "minus" => 0x2013,
        "lowbar" or "UnderBar" => '_',
        "sol" or "frasl" => '/',
        "bsol" => '\\',
        "period" => '.',
        "comma" => ',',
        "colon" => ':',
        "semi" => ';',
        "num" => '#',
        "plus" => '+',
        "ast" or "midast" => '*',
        "equals" => '=',
        "percnt" => '%',
        "lpar" => '(',
        "rpar" => ')',
        "lsqb" or "lbrack" => '[',
        "rsqb" or "rbrack" => ']',
        "lcub" or "lbrace" => '{',
        "rcub" or "rbrace" => '}',
        "vert" or "verbar" or "VerticalLine" => '|',
        "boxv" or "boxV" => 0x2502,
        "boxh" or "boxH" or "HorizontalLine" => 0x2500,
        "Vert" or "Verbar" => '|',
        "brvbar" => 0xA6,
        "middot" or "centerdot" or "CenterDot" or "sdot" => 0xB7,
        "bull" or "bullet" => 0x2022,
        "sim" or "tilde" => '~',
        "hellip" or "mldr" => 0x2026,
        "times" => 0xD7,
        "divide" or "div" => 0xF7,
        "rarr" or "rightarrow" or "larr" or "leftarrow" => 0x2192,
        "lsaquo" or "rsaquo" => '\'',
        "squ" or "square" or "squf" or "loz" or "dagger" or "sect" or "para" => 0x2022,
        "Hat" => '^',
        "excl" => '!',
        "quest" => '?',
        "commat" => '@',
        "dollar" => '$',
        "euro" => 0x20AC,
        "laquo" => 0xAB,
        "raquo" => 0xBB,
        "ldquo" or "rdquo" or "lsquo" or "rsquo" or "bdquo" or "sbquo" => '"',
        _ => -1,
    };
}
