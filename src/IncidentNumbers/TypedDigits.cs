namespace IncidentNumbers;

/// <summary>The digits of a typed text without grouping and prefixes: how many, and which had to be assumed.</summary>
/// <param name="Count">The number of digits, including letters read as digits; 0 if the text is not a number.</param>
/// <param name="FirstLookalike">The 1-based position of the first letter read as a digit; 0 if there is none.</param>
/// <param name="AnyReal">Whether there is any actual digit; words such as SOS or Bob have none.</param>
internal readonly record struct TypedDigits(int Count, int FirstLookalike, bool AnyReal)
{
    /// <summary>Reads a text, and writes as many of its digits (0 to 9) as fit.</summary>
    internal static TypedDigits Parse(ReadOnlySpan<char> typed, Span<byte> digits)
    {
        var read = default(TypedDigits);
        var marked = false;
        for (var at = 0; at < typed.Length;)
        {
            var prefix = read.Count == 0 ? PrefixWords.LengthAt(typed, at) : 0;
            if (prefix > 0)
            {
                at += prefix;
                continue;
            }

            var glyph = Glyph.At(typed, at);
            at += glyph.Length;
            if (glyph.Digit >= 0 && !marked)
            {
                if (read.Count < digits.Length)
                    digits[read.Count] = (byte)glyph.Digit;
                read = read.With(glyph);
            }
            else if (glyph.Digit >= 0 || glyph.Sign is Sign.Letter or Sign.Other)
                return default;
            else if (glyph.Sign is Sign.Mark or Sign.Hash)
                marked = read.Count > 0; // these signs may precede and follow the digits, but a time or two numbers are not one number
        }

        return read;
    }

    private TypedDigits With(Glyph glyph) => new(
        Count + 1,
        FirstLookalike == 0 && glyph.IsLookalike ? Count + 1 : FirstLookalike,
        AnyReal || !glyph.IsLookalike);
}
