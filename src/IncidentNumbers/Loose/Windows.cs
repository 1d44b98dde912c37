namespace IncidentNumbers.Loose;

/// <summary>Tries every sequence of neighbouring groups that has twelve digits.</summary>
internal readonly ref struct Windows(ReadOnlySpan<char> text, List<Group> groups, Candidates found)
{
    private const int Part = 4;

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
