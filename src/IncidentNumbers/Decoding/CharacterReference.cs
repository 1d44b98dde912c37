namespace IncidentNumbers.Decoding;

/// <summary>A character reference of HTML or XML: <c>&amp;#8209;</c>, <c>&amp;#x2011;</c>, <c>&amp;nbsp;</c>.</summary>
internal static class CharacterReference
{
    private const int LongestName = 10;

    internal static bool TryRead(ReadOnlySpan<char> text, out Decoded found)
    {
        found = default;
        var end = text[..Math.Min(text.Length, LongestName + 2)].IndexOf(';');
        if (end < 2)
            return false;

        var name = text[1..end];
        var rune = name[0] != '#' ? Named(name.ToString())
            : name.Length > 1 && name[1] is 'x' or 'X' ? EscapedBytes.Hexadecimal(name[2..])
            : Decimal(name[1..]);
        return Decoded.TryOfRune(end + 1, rune, out found);
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
        "ensp" or "emsp" or "thinsp" or "hairsp" or "numsp" or "puncsp" or "emsp13" or "emsp14" or "MediumSpace" or "ThickSpace" => ' ',
        "Tab" => '\t',
        "NewLine" => '\n',
        "shy" or "zwj" or "zwnj" or "lrm" or "rlm" or "NoBreak" => Decoded.Unseen,
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
        "boxv" => 0x2502,
        "boxh" => 0x2500,
        "middot" or "centerdot" => 0xB7,
        "bull" or "bullet" => 0x2022,
        "sim" => '~',
        "hellip" => 0x2026,
        "laquo" => 0xAB,
        "raquo" => 0xBB,
        "ldquo" or "rdquo" or "lsquo" or "rsquo" or "bdquo" or "sbquo" => '"',
        _ => -1,
    };
}
