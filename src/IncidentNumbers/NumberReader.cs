namespace IncidentNumbers;

/// <summary>Reads a number as people type, paste or scan it.</summary>
public static class NumberReader
{
    /// <summary>
    /// Reads a text that is one number and nothing else. Takes time linear in its length; never throws; allocates nothing unless the result
    /// is <see cref="ReadingKind.Invalid"/>.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The digits may be grouped by any Unicode space, line break, dash, dot, slash, underscore, comma, quote or bracket, and by invisible
    /// characters.
    /// They may be of any script or full-width. The first digit may be preceded by <c>#</c>, other punctuation and the words INC, Incident,
    /// Ticket,
    /// Case, No, Nr, N°, №, Number, Num, Nbr, Ref, Reference, ID, in any case, number and order; punctuation may follow the last digit. A
    /// text with a
    /// plus, a percent sign or any other letter is not a number.
    /// </para>
    /// <para>Letters alone are a number only if they make a valid one: SOS is not a number, 5O5 is an invalid one.</para>
    /// </remarks>
    public static Reading Read(ReadOnlySpan<char> typed)
    {
        if (IncidentNumber.TryParseCanonical(typed, out var canonical))
            return new Reading { Kind = ReadingKind.Exact, Number = canonical };

        Span<byte> digits = stackalloc byte[HammingCode.Length];
        var read = TypedDigits.Parse(typed, digits);
        var lookalikes = read.FirstLookalike > 0;
        if (read.Count == HammingCode.Length && IncidentNumber.TryFromValue(ToValue(digits), out var number))
            return new Reading { Kind = lookalikes ? ReadingKind.Repaired : ReadingKind.Exact, Number = number, Lookalikes = lookalikes };

        return read.AnyReal
            ? new Reading { Kind = ReadingKind.Invalid, Digits = ToText(typed, read.Count), Lookalikes = lookalikes }
            : default;
    }

    /// <summary>The value of at most eighteen digits (0..9).</summary>
    internal static long ToValue(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
            value = value * 10 + digit;

        return value;
    }

    private static string ToText(ReadOnlySpan<char> typed, int count)
    {
        var digits = new byte[count];
        TypedDigits.Parse(typed, digits);
        return string.Create(count, digits, static (text, digits) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = (char)('0' + digits[i]);
        });
    }
}
