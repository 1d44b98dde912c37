using System.Globalization;

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
        if (gap.Length == 1 && IsSign(gap[0]))
            return true;

        int signs = 0, lines = 0;
        foreach (var character in gap)
        {
            if (character == '\n')
                lines++;
            else if (Parts(character))
                return false;
            else if (!IsBlank(character))
                signs++;
        }

        return signs <= MostSigns && lines <= MostLines;
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

    /// <summary>
    /// A sign that separates two groups only directly between their digits: of amounts and handles, or an apostrophe that is a letter.
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
