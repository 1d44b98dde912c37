namespace IncidentNumbers.Loose;

/// <summary>
/// A number as spreadsheets shorten it, 3.10066754965E11 or 3.10066754965×10^11; and one that lost its last digits that way, 3.10067E+11.
/// </summary>
internal static class ScientificNotation
{
    private const int FewestDigits = 9; // with fewer digits, the rest was cut off rather than zero
    private const int MostMantissa = 24;

    internal static void Find(ReadOnlySpan<char> text, Candidates found)
    {
        for (var at = 1; at < text.Length; at++)
            if (ExponentAt(text, at) is > 0 and var after && ReadAt(text, at, after) is { Digits: >= FewestDigits } read
                && IncidentNumber.TryFromValue(read.Value, out var number))
                found.Add(number, read.Start, after, ReadingStrength.Doubtful);
    }

    /// <summary>Returns whether the text contains a twelve-digit number whose last digits are lost.</summary>
    internal static bool HasShortened(ReadOnlySpan<char> text)
    {
        for (var at = 1; at < text.Length; at++)
            if (ExponentAt(text, at) is > 0 and var after && ReadAt(text, at, after) is { Digits: < FewestDigits })
                return true;

        return false;
    }

    // The end of an exponent that begins here: E11, e+11, D+11, ×10^11, *10^11, x10<sup>11</sup>; 0 if there is none.
    private static int ExponentAt(ReadOnlySpan<char> text, int at)
    {
        var next = at + 1;
        if (text[at] is 'E' or 'e' or 'D' or 'd')
        {
            if (next < text.Length && text[next] == '+')
                next++;
        }
        else if (text[at] is '×' or '*' or 'x' or '·' or '⋅')
        {
            while (next < text.Length && text[next] == ' ')
                next++;
            if (!text[next..].StartsWith("10".AsSpan()))
                return 0;
            next += 2;
            while (next < text.Length && text[next] is '^' or '{' or ' ')
                next++;
        }
        else
        {
            return 0;
        }

        return IsExponent(text, next) ? next + LengthOfExponent(text, next) : 0;
    }

    private static int LengthOfExponent(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 5 && (text[end] is >= '0' and <= '9' or '¹' or '⁰'))
            end++;
        return end - at;
    }

    private static bool IsExponent(ReadOnlySpan<char> text, int at) => LengthOfExponent(text, at) is > 0 and < 5 and var length
        && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));

    private static int Exponent(ReadOnlySpan<char> exponent)
    {
        var value = 0;
        foreach (var digit in exponent)
            value = value * 10 + (digit switch { '¹' => 1, '⁰' => 0, _ => digit - '0' });
        return value;
    }

    // The number whose exponent begins and ends here.
    private static ScaledNumber? ReadAt(ReadOnlySpan<char> text, int at, int after)
    {
        var end = at;
        while (end > 0 && text[end - 1] == ' ')
            end--;
        var (start, point) = (end, -1);
        for (; start > 0 && end - start < MostMantissa && (text[start - 1] is >= '0' and <= '9' or '.' or ',' or '\u066B'); start--)
            if (text[start - 1] is not (>= '0' and <= '9'))
            {
                if (point >= 0)
                    return null;
                point = start - 1;
            }

        if (start == end || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
            return null;

        var begin = after;
        while (begin > at && text[begin - 1] is >= '0' and <= '9' or '¹' or '⁰')
            begin--;
        return TryScale(text[start..end], (point < 0 ? end : point) - start, Exponent(text[begin..after]), out var value, out var digits)
            ? new ScaledNumber(start, value, digits)
            : null;
    }

    // Computes all twelve digits, with zeros for those that are not written; digits is the number of written ones, without trailing zeros.
    private static bool TryScale(ReadOnlySpan<char> mantissa, int whole, int exponent, out long value, out int digits)
    {
        (value, digits) = (0, 0);
        if (whole == 1 && mantissa is ['0', _, _, ..]) // 0.867530912374E12
        {
            mantissa = mantissa[2..];
            whole = 0;
        }

        if (whole + exponent != HammingCode.Length || mantissa.IsEmpty || mantissa[0] is '0')
            return false;

        var place = 0;
        foreach (var character in mantissa)
        {
            if (character is not (>= '0' and <= '9'))
                continue;
            if (place >= HammingCode.Length && character != '0')
                return false;
            if (place++ >= HammingCode.Length)
                continue;
            value = value * 10 + character - '0';
            digits = character == '0' ? digits : place;
        }

        for (; place < HammingCode.Length; place++)
            value *= 10;
        return true;
    }

    /// <summary>A number, where it starts, and how many of its digits are written.</summary>
    private readonly record struct ScaledNumber(int Start, long Value, int Digits);
}
