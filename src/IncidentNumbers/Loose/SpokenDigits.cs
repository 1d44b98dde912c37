namespace IncidentNumbers.Loose;

/// <summary>Reads digits spoken as words, alone or among written digits: <c>three one double zero, 6675, four nine six five</c>.</summary>
internal ref struct SpokenDigits
{
    private const int MostSegments = 64; // of one run; a longer run is not a number

    private const int LongestGap = 8;

    private readonly ReadOnlySpan<char> _text;
    private readonly SpokenLanguage _language;
    private readonly Candidates _found;
    private readonly List<Group> _segments = []; // digits between punctuation
    private Group _segment;
    private int _times = 1;
    private bool _tenIsOpen; // after "thirty", a digit makes 31 and anything else makes 30
    private bool _anyWord;
    private bool _anyDigitWord;
    private bool _anyFiller;
    private bool _isPlain = true; // every digit was spoken separately

    private SpokenDigits(ReadOnlySpan<char> text, SpokenLanguage language, Candidates found)
    {
        _text = text;
        _language = language;
        _found = found;
    }

    internal static void Find(ReadOnlySpan<char> text, Candidates found)
    {
        foreach (var language in SpokenLanguage.All)
            new SpokenDigits(text, language, found).Scan();
    }

    private void Scan()
    {
        var end = 0;
        for (var at = 0; at < _text.Length;)
        {
            var glyph = Glyph.At(_text, at);
            var start = at;
            at += glyph.Length;
            if (!glyph.IsAlphanumeric)
                continue;

            var isNumber = glyph.Sign == Sign.Digit;
            while (at < _text.Length && Glyph.At(_text, at) is { IsAlphanumeric: true } more && more.Sign == Sign.Digit == isNumber)
                at += more.Length;
            if (end > 0)
                PassGap(_text[end..start]);
            if (isNumber)
                AddDigits(start, at);
            else
                AddWord(start, at);
            end = at;
        }

        EndRun();
    }

    private void PassGap(ReadOnlySpan<char> gap)
    {
        if (gap.Length is 0 or > LongestGap) // 8675o is not digits followed by a word
        {
            EndRun();
            return;
        }

        var parts = false;
        foreach (var character in gap)
        {
            if (character is ',' or ';' or '.' or '…' or '\n')
                parts = true;
            else if (!Separator.IsBlank(character)
                && Glyph.At([character], 0).Sign is not (Sign.Dash or Sign.Slash or Sign.Quote or Sign.Opener or Sign.Closer))
            {
                EndRun();
                return;
            }
        }

        if (parts)
            EndSegment();
    }

    private void AddDigits(int start, int end)
    {
        CloseTen(start);
        for (var at = start; at < end;)
        {
            var glyph = Glyph.At(_text, at);
            at += glyph.Length;
            AddDigit(glyph.Digit, start, end);
        }
    }

    private void AddWord(int start, int end)
    {
        var meaning = end - start <= SpokenLanguage.LongestWord ? _language.MeaningOf(_text[start..end].ToString()) : default;
        _anyWord |= meaning.Kind != WordKind.None;
        _anyDigitWord |= meaning.Kind is not (WordKind.None or WordKind.Sign or WordKind.Filler);
        _anyFiller |= meaning.Kind == WordKind.Filler;
        switch (meaning.Kind)
        {
            case WordKind.Digit when _tenIsOpen && meaning.Value > 0 && _times == 1:
                _tenIsOpen = false;
                AddDigit(meaning.Value, start, end);
                break;
            case WordKind.Digit:
                CloseTen(start);
                AddDigit(meaning.Value, start, end);
                break;
            case WordKind.TwoDigits:
                CloseTen(start);
                AddDigit(meaning.Value / 10, start, end);
                AddDigit(meaning.Value % 10, start, end);
                _isPlain = false;
                break;
            case WordKind.Ten:
                CloseTen(start);
                AddDigit(meaning.Value, start, end);
                (_tenIsOpen, _isPlain) = (true, false);
                break;
            case WordKind.Times:
                CloseTen(start);
                _times = meaning.Value;
                break;
            case WordKind.Zeros when _segment.Count > 0:
                CloseTen(start);
                for (var zero = 0; zero < meaning.Value; zero++)
                    AddDigit(0, start, end);
                _isPlain = false;
                break;
            case WordKind.Sign or WordKind.Filler:
                break;
            default:
                EndRun();
                break;
        }
    }

    private void CloseTen(int place)
    {
        if (_tenIsOpen)
            AddDigit(0, place - 1, place);
        _tenIsOpen = false;
    }

    private void AddDigit(int digit, int start, int end)
    {
        for (; _times > 0; _times--)
        {
            var value = _segment.Count < HammingCode.Length ? _segment.Value * 10 + digit : _segment.Value;
            _segment = new Group(_segment.Count == 0 ? start : _segment.Start, end, _segment.Count + 1, value, Traits.None, Joined: true);
        }

        _times = 1;
    }

    private void EndSegment()
    {
        CloseTen(_segment.End);
        _times = 1;
        if (_segment.Count > 0 && _segments.Count <= MostSegments)
            _segments.Add(_segment);
        _segment = default;
    }

    private void EndRun()
    {
        EndSegment();
        if (_anyWord && _segments.Count <= MostSegments)
            for (var first = 0; first < _segments.Count; first++)
                TryFrom(first);
        _segments.Clear();
        (_anyWord, _anyDigitWord, _anyFiller, _isPlain) = (false, false, false, true);
    }

    // "8675 dash 3091 dash 2374" is the number; "1234 and 5678 and 9012" may be anything.
    private readonly bool IsClear => _isPlain && (_anyDigitWord || !_anyFiller);

    private readonly void TryFrom(int first)
    {
        var (digits, value) = (0, 0L);
        for (var last = first; last < _segments.Count && digits < HammingCode.Length; last++)
        {
            digits += _segments[last].Count;
            for (var digit = 0; digit < _segments[last].Count && digits <= HammingCode.Length; digit++)
                value *= 10;
            value += _segments[last].Value;
            if (digits != HammingCode.Length || !IncidentNumber.TryFromValue(value, out var number))
                continue;

            var isWhole = first == 0 && last == _segments.Count - 1;
            _found.Add(
                number,
                _segments[first].Start,
                _segments[last].End,
                isWhole && IsClear ? ReadingStrength.Clear : ReadingStrength.Doubtful);
        }
    }
}
