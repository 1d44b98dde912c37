namespace IncidentNumbers;

/// <summary>The digits of a typed text, grouping and prefixes stripped: how many, and what had to be taken for a digit.</summary>
/// <param name="Count">How many digits, letters taken for digits among them; 0 if the text is no number.</param>
/// <param name="FirstLookalike">The 1-based position of the first letter taken for a digit; 0 if there is none.</param>
/// <param name="AnyReal">Whether any is a digit in its own right, which words such as SOS or Bob have none of.</param>
internal readonly record struct TypedDigits(int Count, int FirstLookalike, bool AnyReal)
{
    /// <summary>Reads a text, writing as many of its digits (0..9) as there is room for.</summary>
    internal static TypedDigits Read(ReadOnlySpan<char> typed, Span<byte> digits)
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
                marked = read.Count > 0; // these may stand before and after, but a time or two numbers are not one number
        }

        return read;
    }

    private TypedDigits With(Glyph glyph) => new(
        Count + 1,
        FirstLookalike == 0 && glyph.IsLookalike ? Count + 1 : FirstLookalike,
        AnyReal || !glyph.IsLookalike);
}
