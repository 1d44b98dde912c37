namespace IncidentNumbers.Finding;

/// <summary>
/// Joins pieces to numbers: first those joined by signs, then those joined by spaces, then those that a line break separates.
/// </summary>
internal readonly ref struct PieceRuns(ReadOnlySpan<char> text, Span<Piece> pieces, List<FoundNumber> found)
{
    private const int LongestPhone = 15; // ITU-T E.164
    private const int Group = 4;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<Piece> _pieces = pieces;
    private readonly List<FoundNumber> _found = found;

    internal void Take()
    {
        for (var i = 0; i < _pieces.Length; i++)
        {
            if (_pieces[i].AfterPlus)
                BarPhone(i);
            if (_pieces[i].AfterHash && _pieces[i].Count is 6 or 8 && LastOfRun(i, Join.Tight) == i)
                _pieces[i].Barred = true; // a hexadecimal colour
        }

        TakeRuns(Join.Tight);
        TakeRuns(Join.Space);
        for (var i = 1; i < _pieces.Length; i++)
            if (_pieces[i].Join == Join.Line)
                TakeOverLine(i);
    }

    private void BarPhone(int first)
    {
        var digits = 0;
        do
        {
            var last = LastOfRun(first, Join.Tight, most: LongestPhone);
            for (var i = first; i <= last; i++)
                digits += _pieces[i].Count;
            if (digits > LongestPhone)
                return;

            for (; first <= last; first++)
                _pieces[first].Barred = true;
        }
        while (first < _pieces.Length && _pieces[first].Join == Join.Space);
    }

    private void TakeRuns(Join join)
    {
        for (int first = 0, last; first < _pieces.Length; first = last + 1)
        {
            last = LastOfRun(first, join);
            TakeRun(first, last);
        }
    }

    private int LastOfRun(int first, Join join, int most = int.MaxValue)
    {
        var last = first;
        while (last + 1 < _pieces.Length && last - first < most
            && _pieces[last + 1].Join >= join && !_pieces[last].Taken && !_pieces[last + 1].Taken)
            last++;

        return last;
    }

    // The whole run must consist of numbers, one after the other. Otherwise none of it is a number, because the run is something longer.
    private void TakeRun(int first, int last)
    {
        var before = _found.Count;
        for (int i = first, start = first, digits = 0; i <= last; i++)
        {
            digits += _pieces[i].Count;
            var fits = !_pieces[i].Barred && !_pieces[i].Taken && digits <= HammingCode.Length;
            var complete = digits == HammingCode.Length;
            if (!fits || (i == last && !complete) || (complete && !TryAdd(start, i)))
            {
                _found.RemoveRange(before, _found.Count - before);
                return;
            }

            if (complete)
                (start, digits) = (i + 1, 0);
        }

        for (var i = first; i <= last; i++)
            _pieces[i].Taken = true;
    }

    // E-mail programs break lines between the groups of the printed form; a column of other numbers does not form a number.
    private void TakeOverLine(int broken)
    {
        for (var first = Math.Max(0, broken - 2); first < broken; first++)
        {
            var last = first + 2;
            var alone = last < _pieces.Length && (first == 0 || Ends(first - 1)) && (last == _pieces.Length - 1 || Ends(last));
            if (!alone)
                continue;

            var joined = true;
            for (var i = first; i <= last; i++)
                joined &= _pieces[i] is { Count: Group, Barred: false, Taken: false } && (i == first || i == broken || !Ends(i - 1));
            if (joined && TryAdd(first, last))
                _pieces[first].Taken = _pieces[first + 1].Taken = _pieces[last].Taken = true;
        }
    }

    private bool Ends(int piece) => _pieces[piece].Taken || _pieces[piece + 1].Taken || _pieces[piece + 1].Join < Join.Space;

    private bool TryAdd(int first, int last)
    {
        var lookalikes = false;
        var value = 0L;
        for (var i = first; i <= last; i++)
        {
            lookalikes |= _pieces[i].Lookalikes;
            value = Append(value, _pieces[i]);
        }

        if (!IncidentNumber.TryFromValue(value, out var number)
            || (lookalikes && !_pieces[first].Marked && !IsPrinted(first, last))
            || IsInternetAddress(first, last))
            return false;

        var start = _pieces[first].Start;
        _found.Add(new FoundNumber(number, start, _pieces[last].End - start, lookalikes));
        return true;
    }

    private long Append(long value, Piece piece)
    {
        for (var at = piece.Start; at < piece.End;)
        {
            var glyph = Glyph.At(_text, at);
            value = value * 10 + glyph.Digit;
            at += glyph.Length;
        }

        return value;
    }

    private bool IsPrinted(int first, int last) =>
        last - first == 2 && _pieces[first].Count == Group
        && IsGroupAfter(Sign.Dash, first + 1, Group) && IsGroupAfter(Sign.Dash, last, Group);

    // 192.168.100.200 also has twelve digits.
    private bool IsInternetAddress(int first, int last)
    {
        if (last - first != 3 || _pieces[first].Marked || _pieces[first].Count != 3)
            return false;
        for (var i = first; i <= last; i++)
            if (Append(0, _pieces[i]) > byte.MaxValue || (i > first && !IsGroupAfter(Sign.Dot, i, 3)))
                return false;

        return true;
    }

    private bool IsGroupAfter(Sign sign, int piece, int count) =>
        _pieces[piece].Count == count && Glyph.At(_text, _pieces[piece].Start - 1).Sign == sign;
}
