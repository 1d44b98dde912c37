namespace IncidentNumbers.Loose;

/// <summary>Tries every sequence of neighbouring groups that has twelve digits.</summary>
internal readonly ref struct Windows(ReadOnlySpan<char> text, List<Group> groups, Candidates found)
{
    private const int LongestPrefix = 18;
    private static readonly string[] DialPrefixes = ["011", "0011", "810"];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<Group> _groups = groups;
    private readonly Candidates _found = found;

    internal void Try()
    {
        for (var first = 0; first < _groups.Count; first++)
        {
            var digits = 0;
            for (var last = first; last < _groups.Count && (last == first || _groups[last].Joined); last++)
            {
                digits += _groups[last].Count;
                if (digits < HammingCode.Length)
                    continue;
                if (last == first && digits <= HammingCode.Length + LongestPrefix)
                    TryPrefixed(_groups[first]);
                if (digits == HammingCode.Length)
                    Try(first, last);
                break;
            }
        }
    }

    private void Try(int first, int last)
    {
        var (value, hasLetters) = (0L, false);
        for (var i = first; i <= last; i++)
        {
            if (_groups[i].Has(Traits.Barred))
                return;
            hasLetters |= _groups[i].Has(Traits.Code);
            for (var digit = 0; digit < _groups[i].Count; digit++)
                value *= 10;
            value += _groups[i].Value;
        }

        var window = new Window(_text, _groups, first, last);
        if (hasLetters)
            TryLetters(window);
        else
            TryDigits(window, value);
    }

    // 00867530912374: a phone system has put the prefix of international calls before the number, or an export has filled up its column.
    private void TryPrefixed(Group group)
    {
        if (group.Has(Traits.Barred | Traits.Code))
            return;

        Span<char> digits = stackalloc char[HammingCode.Length + LongestPrefix];
        var count = 0;
        for (var at = group.Start; at < group.End; count++)
        {
            var glyph = Glyph.At(_text, at);
            digits[count] = (char)('0' + glyph.Digit);
            at += glyph.Length;
        }

        var before = digits[..(count - HammingCode.Length)];
        if (IsPrefix(before) && IncidentNumber.TryParseCanonical(digits[before.Length..count], out var number))
            _found.Add(number, group.Start, group.End, ReadingStrength.Doubtful);
    }

    private static bool IsPrefix(ReadOnlySpan<char> digits)
    {
        foreach (var prefix in DialPrefixes)
            if (digits.SequenceEqual(prefix.AsSpan()))
                return true;

        return digits.Length > 1 && digits.TrimStart('0').IsEmpty;
    }

    private void TryDigits(Window window, long value)
    {
        var isNumber = IncidentNumber.TryFromValue(value, out var number);
        var reversed = default(IncidentNumber);
        var isReversed = window.IsThreeParts && IncidentNumber.TryFromValue(Reversed(value), out reversed);
        if ((!isNumber && !isReversed) || window.Strength() is not { } strength)
            return;
        if (isNumber)
            _found.Add(number, window.Start, window.End, strength);
        if (isReversed)
            _found.Add(reversed, window.Start, window.End, ReadingStrength.Repaired, new Mend(reversed, Slip.Reversed, 1));
    }

    private void TryLetters(Window window)
    {
        Span<char> characters = stackalloc char[HammingCode.Length];
        if (window.CopyTo(characters) && window.Strength() is not null && Letters.TryRead(characters, out var number, out var position))
            _found.Add(number, window.Start, window.End, ReadingStrength.Repaired, new Mend(number, Slip.Lookalike, position));
    }

    /// <summary>Right-to-left text shows A-B-C as C-B-A.</summary>
    private static long Reversed(long value)
    {
        const long part = 10_000;
        return (value % part * part + value / part % part) * part + value / part / part;
    }
}
