using System.Globalization;
using System.Text;

namespace IncidentNumbers;

internal enum Sign : byte
{
    Other, Digit, Letter, Bar, Space, Tab, LineBreak, Dash, Dot, Slash, Underscore, Comma, Opener, Closer, Quote, Mark, Hash, Invisible,
}

/// <summary>
/// One character of a text as the reader and the finder see it: its purpose, the digit that it is or stands for (-1 for none), and its
/// length in UTF-16 units.
/// </summary>
internal readonly record struct Glyph(Sign Sign, int Digit, int Length)
{
    /// <summary>A letter or bar that people and scanners write in place of a digit.</summary>
    internal bool IsLookalike => Digit >= 0 && Sign != Sign.Digit;

    /// <summary>
    /// A digit, or a letter of a script with upper and lower case; other scripts need no space between a word and a number.
    /// </summary>
    internal bool IsAlphanumeric => Sign is Sign.Digit or Sign.Letter;

    private static readonly Glyph[] Ascii = [.. Enumerable.Range(0, 128).Select(character => FromAscii((char)character))];

    /// <summary>The character at an index; an unpaired surrogate is <see cref="Sign.Other"/>.</summary>
    internal static Glyph At(ReadOnlySpan<char> text, int at)
    {
        var character = Fold(text[at]);
        return character < Ascii.Length ? Ascii[character] : Beyond(text, at);
    }

    private static Glyph Beyond(ReadOnlySpan<char> text, int at)
    {
        Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
        var category = Rune.GetUnicodeCategory(rune);
        return category == UnicodeCategory.DecimalDigitNumber
            ? new Glyph(Sign.Digit, (int)Rune.GetNumericValue(rune), length)
            : new Glyph(Irregular(rune.Value) ?? SignFrom(category), -1, length);
    }

    /// <summary>Maps full-width forms (U+FF01 to U+FF5E) to the corresponding ASCII; other characters stay unchanged.</summary>
    internal static char Fold(char character) => character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character;

    private static Glyph FromAscii(char character)
    {
        if (char.IsAsciiDigit(character))
            return new Glyph(Sign.Digit, character - '0', 1);
        if (char.IsAsciiLetter(character) || character == '|')
            return new Glyph(character == '|' ? Sign.Bar : Sign.Letter, TakenFor(character), 1);
        return new Glyph(SignOfAscii(character), -1, 1);
    }

    private static int TakenFor(char character) => character switch
    {
        'O' or 'o' or 'Q' => 0,
        'I' or 'l' or '|' => 1,
        'Z' => 2,
        'S' => 5,
        'B' => 8,
        _ => -1,
    };

    private static Sign SignOfAscii(char character) => character switch
    {
        ' ' => Sign.Space,
        '\t' => Sign.Tab,
        '\n' or '\v' or '\f' or '\r' => Sign.LineBreak,
        '-' => Sign.Dash,
        '.' => Sign.Dot,
        '/' or '\\' => Sign.Slash,
        '_' => Sign.Underscore,
        ',' => Sign.Comma,
        '(' or '[' or '{' or '<' => Sign.Opener,
        ')' or ']' or '}' or '>' => Sign.Closer,
        '"' or '\'' or '`' => Sign.Quote,
        '!' or '?' or ':' or ';' or '*' => Sign.Mark,
        '#' => Sign.Hash,
        _ => Sign.Other,
    };

    // Characters whose purpose does not follow from their category.
    private static Sign? Irregular(int rune) => rune switch
    {
        0x85 => Sign.LineBreak,
        0xAD or 0x2D7 or 0x2043 or 0x2053 or 0x207B or 0x208B or 0x2212 or 0x2796 or 0x30FC or 0xFF70 => Sign.Dash,
        0xB7 or 0x6D4 or 0x2024 or 0x2026 or 0x2027 or 0x22C5 or 0x3002 or 0x30FB or 0xFE52 or 0xFF61 or 0xFF65 => Sign.Dot,
        0x2044 or 0x2215 or 0x29F8 or 0xFE68 => Sign.Slash,
        0x60C or 0x3001 or 0xFE50 or 0xFF64 => Sign.Comma,
        0xFE5F => Sign.Hash,
        0x34F or 0x2800 or 0x3164 or 0xFFA0 => Sign.Invisible, // look blank, whatever their category
        0x20E3 or (>= 0xFE00 and <= 0xFE0F) => Sign.Invisible, // turn a digit into an emoji keycap
        _ => null,
    };

    private static Sign SignFrom(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => Sign.Letter,
        UnicodeCategory.SpaceSeparator => Sign.Space,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => Sign.LineBreak,
        UnicodeCategory.DashPunctuation => Sign.Dash,
        UnicodeCategory.ConnectorPunctuation => Sign.Underscore,
        UnicodeCategory.OpenPunctuation => Sign.Opener,
        UnicodeCategory.ClosePunctuation => Sign.Closer,
        UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => Sign.Quote,
        UnicodeCategory.OtherPunctuation => Sign.Mark,
        UnicodeCategory.Format => Sign.Invisible,
        _ => Sign.Other,
    };
}
