namespace IncidentNumbers;

/// <summary>Finds the numbers that a mistyped number may have been meant for.</summary>
public static class NumberMender
{
    private const int Longest = HammingCode.Length + 1;

    /// <summary>
    /// Finds all valid numbers that are one mistake away: one wrong digit, two swapped neighbours, one missing digit (eleven typed) or one
    /// extra digit (thirteen typed). The register must tell which of them were issued.
    /// </summary>
    /// <remarks>
    /// The text is read as <see cref="NumberReader"/> reads it. A valid number needs no correction: the list is empty if it was typed digit
    /// for digit,
    /// and contains one <see cref="Slip.Lookalike"/> if letters were typed for digits. Otherwise the order is WrongDigit (at most one: the
    /// code is
    /// perfect), Swapped, Missing, Extra, and then ascending by number; each number occurs once per kind of mistake. The list is empty for
    /// any other
    /// text; never throws.
    /// </remarks>
    public static IReadOnlyList<Mend> Mend(ReadOnlySpan<char> typed)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        var read = TypedDigits.Parse(typed, buffer);
        if (read.Count is < HammingCode.Length - 1 or > Longest)
            return [];

        var digits = buffer[..read.Count];
        if (digits.Length == HammingCode.Length && IncidentNumber.TryFromValue(NumberReader.ToValue(digits), out var number))
            return read.FirstLookalike > 0 ? [new Mend(number, Slip.Lookalike, read.FirstLookalike)] : [];
        if (!read.AnyReal)
            return [];

        var mends = new List<Mend>();
        switch (digits.Length)
        {
            case HammingCode.Length - 1: PutOneIn(digits, mends); break;
            case HammingCode.Length: ChangeOne(digits, mends); SwapBack(digits, mends); break;
            default: TakeOneOut(digits, mends); break;
        }

        mends.Sort(static (one, other) => (one.Slip, one.Number).CompareTo((other.Slip, other.Number)));
        return mends;
    }

    // Every nonzero syndrome identifies one error at one position, so the meant digit follows from the sums.
    private static void ChangeOne(Span<byte> digits, List<Mend> mends)
    {
        var syndrome = HammingCode.ComputeSyndrome(NumberReader.ToValue(digits));
        if (syndrome.IsZero)
            return; // the code is correct, only the leading 0 is not: changing any single digit would break the sums

        var (position, error) = HammingCode.Locate(syndrome);
        var typed = digits[position];
        var meant = HammingCode.Subtract(typed, error);
        if (meant == 10)
            return;

        digits[position] = (byte)meant;
        Add(digits, Slip.WrongDigit, position, mends);
        digits[position] = typed;
    }

    private static void SwapBack(Span<byte> digits, List<Mend> mends)
    {
        for (var first = 0; first < digits.Length - 1; first++)
        {
            if (digits[first] == digits[first + 1])
                continue;

            (digits[first], digits[first + 1]) = (digits[first + 1], digits[first]);
            Add(digits, Slip.Swapped, first, mends);
            (digits[first], digits[first + 1]) = (digits[first + 1], digits[first]);
        }
    }

    // With a 0 inserted, the sums tell the digit that belongs there, if there is one: an error at that very position.
    private static void PutOneIn(ReadOnlySpan<byte> typed, List<Mend> mends)
    {
        Span<byte> digits = stackalloc byte[HammingCode.Length];
        for (var position = 0; position < digits.Length; position++)
        {
            typed[..position].CopyTo(digits);
            digits[position] = 0;
            typed[position..].CopyTo(digits[(position + 1)..]);

            var syndrome = HammingCode.ComputeSyndrome(NumberReader.ToValue(digits));
            var (at, error) = syndrome.IsZero ? (position, 0) : HammingCode.Locate(syndrome);
            var meant = HammingCode.Subtract(0, error);
            if (at != position || meant == 10 || (position > 0 && typed[position - 1] == meant))
                continue; // the last condition: inserting before an equal digit gives the same number

            digits[position] = (byte)meant;
            Add(digits, Slip.Missing, position, mends);
        }
    }

    private static void TakeOneOut(ReadOnlySpan<byte> typed, List<Mend> mends)
    {
        Span<byte> digits = stackalloc byte[HammingCode.Length];
        for (var position = 0; position < typed.Length; position++)
        {
            if (position > 0 && typed[position] == typed[position - 1])
                continue; // removing the equal digit before it gives the same number

            typed[..position].CopyTo(digits);
            typed[(position + 1)..].CopyTo(digits[position..]);
            Add(digits, Slip.Extra, position, mends);
        }
    }

    private static void Add(ReadOnlySpan<byte> digits, Slip slip, int position, List<Mend> mends)
    {
        if (IncidentNumber.TryFromValue(NumberReader.ToValue(digits), out var number))
            mends.Add(new Mend(number, slip, position + 1));
    }
}
