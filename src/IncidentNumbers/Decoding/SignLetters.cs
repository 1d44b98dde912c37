namespace IncidentNumbers.Decoding;

/// <summary>
/// Signs beside a digit that character recognition reads in place of one, as letters that look the same: <c>0|87</c>, <c>6$27</c>.
/// </summary>
internal static class SignLetters
{
    private const int MostInARow = 3;

    internal static bool AreIn(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
            if (TryRead(text, at, out _))
                return true;

        return false;
    }

    internal static bool TryRead(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        var letter = LetterFor(text[at]);
        found = new Decoded(1, letter);
        return letter != default && (IsBesideDigit(text, at, -1) || IsBesideDigit(text, at, 1));
    }

    // Of several such signs in a row, the outer ones stand beside the digit too.
    private static bool IsBesideDigit(ReadOnlySpan<char> text, int at, int step)
    {
        for (var signs = 0; signs < MostInARow; signs++)
        {
            at += step;
            if (at < 0 || at >= text.Length)
                return false;
            if (char.IsAsciiDigit(text[at]))
                return true;
            if (LetterFor(text[at]) == default)
                return false;
        }

        return false;
    }

    private static char LetterFor(char sign) => sign switch
    {
        '|' or '!' or '[' or ']' => 'l',
        '$' => 'S',
        '?' => 'T',
        '&' => 'B',
        '£' or '€' => 'E',
        _ => default,
    };
}
