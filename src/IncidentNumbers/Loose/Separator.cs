using System.Globalization;
using System.Text;

namespace IncidentNumbers.Loose;

/// <summary>What may separate two groups of one number.</summary>
internal static class Separator
{
    private const int Longest = 64;   // the indentation of pretty-printed markup
    private const int MostSigns = 8;
    private const int MostLines = 3;

    internal static bool Joins(ReadOnlySpan<char> gap)
    {
        if (gap.Length > Longest)
            return false;
        if (IsLoneSign(gap))
            return true;

        int signs = 0, lines = 0;
        for (var at = 0; at < gap.Length; at++)
        {
            var character = gap[at];
            if (IsSymbol(gap, at))
            {
                signs++;
                at++;
            }
            else if (character == '\n')
                lines++;
            else if (character == '#' && lines > 0)
                signs++; // a comment goes on
            else if (Parts(character))
                return false;
            else if (!IsBlank(character))
                signs++;
        }

        return signs <= MostSigns && lines <= MostLines;
    }

    /// <summary>Whether a symbol of two UTF-16 units, such as an emoji, begins here.</summary>
    private static bool IsSymbol(ReadOnlySpan<char> gap, int at)
    {
        if (!char.IsHighSurrogate(gap[at]))
            return false;

        Rune.DecodeFromUtf16(gap[at..], out var rune, out var length);
        return length == 2 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;
    }

    /// <summary>The gap without blanks at its ends; one space if it consists of blanks.</summary>
    internal static ReadOnlySpan<char> Kind(ReadOnlySpan<char> gap)
    {
        while (!gap.IsEmpty && IsBlank(gap[0]))
            gap = gap[1..];
        while (!gap.IsEmpty && IsBlank(gap[^1]))
            gap = gap[..^1];
        return gap.IsEmpty ? " ".AsSpan() : gap;
    }

    // With blanks on one side only it belongs to its neighbour: 12% 34, 12 #34.
    private static bool IsLoneSign(ReadOnlySpan<char> gap)
    {
        var at = 0;
        while (at < gap.Length && IsBlank(gap[at]) && gap[at] != '\n')
            at++;
        return at < gap.Length && IsSign(gap[at]) && gap.Length == 2 * at + 1 && (at == 0 || Kind(gap).Length == 1);
    }

    /// <summary>
    /// A sign that separates two groups only directly between their digits, or with as many blanks on both sides: of amounts and handles,
    /// or an apostrophe that is a letter.
    /// </summary>
    internal static bool IsSign(char character) => Glyph.Fold(character) is '#' or '@' or '%'
        || char.GetUnicodeCategory(character) is UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierLetter;

    internal static bool IsBlank(char character) =>
        char.IsWhiteSpace(character) || character is '\u2800' or '\u3164' || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    /// <summary>Letters and the signs of amounts and handles keep two groups apart.</summary>
    private static bool Parts(char character) =>
        character is '#' or '@' or '%' or '$' or '\uFFFC' || char.IsLetterOrDigit(character) || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;
}
