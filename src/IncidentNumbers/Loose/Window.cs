namespace IncidentNumbers.Loose;

/// <summary>Neighbouring groups that together have twelve characters, and what surrounds them.</summary>
internal readonly ref struct Window(ReadOnlySpan<char> text, List<Group> groups, int first, int last)
{
    private const int Part = 4;
    private const int LongestNeighbour = 3;
    private const string Dividers = ",;|\n\t\"'()[]{}<>│║";

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<Group> _groups = groups;
    private readonly int _first = first;
    private readonly int _last = last;

    internal int Start => _groups[_first].Start;

    internal int End => _groups[_last].End;

    internal bool IsThreeParts => _last - _first == 2 && _groups[_first].Count == Part && _groups[_first + 1].Count == Part;

    private bool IsOnePiece => _first == _last;

    /// <summary>How reliably the window is a number; null if it is part of something else.</summary>
    internal ReadingStrength? Strength()
    {
        if (IsOfPhone() || IsOfCode() || IsInternetAddress() || IsOfLongerRow(_first, _first - 1) || IsOfLongerRow(_last + 1, _last + 1))
            return null;

        return IsPrinted() ? ReadingStrength.Clear : ReadingStrength.Doubtful;
    }

    /// <summary>Copies the characters, with digits as ASCII. Returns false if they do not fill the buffer exactly.</summary>
    internal bool CopyTo(Span<char> characters)
    {
        var count = 0;
        for (var i = _first; i <= _last; i++)
            for (var at = _groups[i].Start; at < _groups[i].End; count++)
            {
                var glyph = Glyph.At(_text, at);
                if (count == characters.Length)
                    return false;
                characters[count] = glyph.Sign == Sign.Digit ? (char)('0' + glyph.Digit) : Glyph.Fold(_text[at]);
                at += glyph.Length;
            }

        return count == characters.Length;
    }

    // A phone number is read as a whole or not at all.
    private bool IsOfPhone() =>
        _groups[_first].Has(Traits.InPhone)
        || (_last + 1 < _groups.Count && _groups[_last + 1].Has(Traits.InPhone) && _groups[_last].Has(Traits.Plus | Traits.InPhone));

    // BE68 8675 3091 2374 is a bank account, and a456-867530912374 is the end of a UUID.
    private bool IsOfCode()
    {
        if (IsNeighbour(_first, _first - 1) && _groups[_first - 1].Has(Traits.Code))
        {
            var code = _groups[_first - 1];
            var isBank = code.Count == Part
                && Decoding.Escape.IsAsciiLetter(_text[code.Start]) && Decoding.Escape.IsAsciiLetter(_text[code.Start + 1])
                && Glyph.At(_text, code.Start + 2).Sign == Sign.Digit && Glyph.At(_text, code.Start + 3).Sign == Sign.Digit;
            if (isBank || IsTight(_first))
                return true;
        }

        return IsNeighbour(_last + 1, _last + 1) && _groups[_last + 1].Has(Traits.Code) && IsTight(_last + 1);
    }

    private bool IsTight(int group) => Gap(group) is ['-' or '_' or '.' or '/' or '\u2011'];

    private bool IsInternetAddress()
    {
        if (_last - _first != 3)
            return false;
        for (var i = _first; i <= _last; i++)
            if (_groups[i].Value > byte.MaxValue || (i > _first && Gap(i) is not ['.']))
                return false;

        return true;
    }

    /// <summary>
    /// Whether the row of groups continues beyond this end in the same way: a card, a tracking code, an amount, a decimal.
    /// </summary>
    private bool IsOfLongerRow(int group, int neighbour)
    {
        if (!IsNeighbour(group, neighbour))
            return false;

        var kind = Separator.Kind(Gap(group));
        var isDot = kind is ['.'];
        if (IsOnePiece)
            return isDot
                ? neighbour < _first || _groups[neighbour].Value != 0
                : kind is ['-' or '\u2011' or '_'] && _groups[neighbour].Count > LongestNeighbour;

        if (!kind.SequenceEqual(Separator.Kind(Gap(_first + 1))))
            return isDot && _groups[neighbour].Count > LongestNeighbour;

        var isSameSize = HasOneSize() && _groups[neighbour].Count <= _groups[_first].Count;
        return kind is [' ' or '\n'] ? isSameSize && !IsThreeParts
            : (isSameSize && _groups[_first].Count <= LongestNeighbour) || _groups[neighbour].Count > LongestNeighbour;
    }

    private bool HasOneSize()
    {
        for (var i = _first + 1; i <= _last; i++)
            if (_groups[i].Count != _groups[_first].Count)
                return false;

        return true;
    }

    /// <summary>Three groups of four with the same sign in between, and no similar group next to them: nothing had to be guessed.</summary>
    private bool IsPrinted()
    {
        const Traits doubts = Traits.Tied | Traits.Amount;
        if (!IsThreeParts || _groups[_first].Has(Traits.Plus | doubts) || _groups[_first + 1].Has(doubts) || _groups[_last].Has(doubts))
            return false;

        var gap = Gap(_first + 1);
        var kind = Separator.Kind(gap);
        return gap.SequenceEqual(Gap(_last)) && gap.IndexOf('\n') < 0 && kind.IndexOfAny(",;.".AsSpan()) < 0
            && IsClosed(_first, _first - 1, kind) && IsClosed(_last + 1, _last + 1, kind);
    }

    private bool IsClosed(int group, int neighbour, ReadOnlySpan<char> kind)
    {
        if (!IsNeighbour(group, neighbour))
            return true;

        var gap = Gap(group);
        return gap.IndexOfAny(Dividers.AsSpan()) >= 0
            ? !kind.SequenceEqual(Separator.Kind(gap))
            : kind is not [' '] && gap.IndexOf(' ') >= 0;
    }

    // group is the one at which the gap ends; neighbour is the one on the other side of the window's edge.
    private bool IsNeighbour(int group, int neighbour) =>
        neighbour >= 0 && neighbour < _groups.Count && _groups[group].Joined && !_groups[neighbour].Has(Traits.Word);

    private ReadOnlySpan<char> Gap(int group) => _text[_groups[group - 1].End.._groups[group].Start];
}
