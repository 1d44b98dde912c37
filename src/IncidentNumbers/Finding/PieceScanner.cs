using System.Globalization;

namespace IncidentNumbers.Finding;

/// <summary>Cuts a text, without its addresses, into the pieces that numbers consist of.</summary>
internal ref struct PieceScanner
{
    private const int FarthestPrefix = 4; // "No.: #8675" has four characters between word and number

    private readonly ReadOnlySpan<char> _text;
    private readonly List<Piece> _pieces = [];
    private int _wordEnd = -1;
    private bool _wordIsPrefix;
    private bool _joins; // there were only signs since the last piece

    private PieceScanner(ReadOnlySpan<char> text) => _text = text;

    internal static List<Piece> Scan(ReadOnlySpan<char> text, List<Address> addresses)
    {
        var scanner = new PieceScanner(text);
        var from = 0;
        foreach (var address in addresses)
        {
            scanner.ScanPart(from, address.Start);
            scanner.PassWord(-1, isPrefix: false);
            from = address.End;
        }

        scanner.ScanPart(from, text.Length);
        return scanner._pieces;
    }

    private void ScanPart(int at, int end)
    {
        while (at < end)
        {
            var glyph = Glyph.At(_text, at);
            var next = at + glyph.Length;
            if (glyph.IsAlphanumeric)
            {
                var hasDigit = glyph.Sign == Sign.Digit;
                for (; next < end && Glyph.At(_text, next) is { IsAlphanumeric: true } more; next += more.Length)
                    hasDigit |= more.Sign == Sign.Digit;
                if (hasDigit)
                    PassDigits(at, next);
                else
                    PassLetters(at, next);
            }
            else if (glyph.Sign == Sign.Other && PrefixWords.LengthAt(_text[..end], at) is > 0 and var length)
                PassWord(next = at + length, isPrefix: true); // №

            at = next;
        }
    }

    private void PassLetters(int start, int end)
    {
        BarPieceTiedTo(start);
        PassWord(end, isPrefix: PrefixWords.LengthAt(_text[..end], start) == end - start);
    }

    private void PassDigits(int start, int end)
    {
        var prefix = PrefixWords.LengthAt(_text[..end], start);
        int digits = 0, lookalikes = 0, others = 0;
        for (var at = start + prefix; at < end;)
        {
            var glyph = Glyph.At(_text, at);
            if (glyph.Sign == Sign.Digit)
                digits++;
            else if (glyph.IsLookalike)
                lookalikes++;
            else
                others++;
            at += glyph.Length;
        }

        AddPiece(others > 0 ? start : start + prefix, end, new Glyphs(digits, lookalikes, others), hasPrefix: prefix > 0 && others == 0);
    }

    private void AddPiece(int start, int end, Glyphs glyphs, bool hasPrefix)
    {
        var count = glyphs.Digits + glyphs.Lookalikes;
        var before = start > 0 ? Glyph.Fold(_text[start - 1]) : ' ';
        var after = end < _text.Length ? Glyph.Fold(_text[end]) : ' ';
        var tiedToWord = !hasPrefix && _wordEnd == start - 1 && !_wordIsPrefix && Ties(before);
        _pieces.Add(new Piece(start, end, count, !hasPrefix && _joins ? JoinTo(start, count) : Join.None)
        {
            Marked = hasPrefix || (_wordIsPrefix && start - _wordEnd <= FarthestPrefix),
            Lookalikes = glyphs.Lookalikes > 0,
            AfterPlus = FollowsPlus(start),
            AfterHash = before == '#',
            Barred = glyphs.Others > 0 || tiedToWord || IsCurrencyOrAt(before) || IsCurrencyOrAt(after) || after == '%',
        });
        _wordIsPrefix = false;
        _wordEnd = -1;
        _joins = true;
    }

    private void PassWord(int end, bool isPrefix)
    {
        _wordEnd = end;
        _wordIsPrefix = isPrefix;
        _joins = false;
    }

    private readonly Join JoinTo(int start, int count)
    {
        var last = _pieces.Count - 1;
        var piece = _pieces[last];
        var gap = _text[piece.End..start];
        if (gap is "," && (count <= 3 || piece.Count <= 3))
        {
            _pieces[last] = piece with { Barred = true }; // a decimal or thousands separator
            return Join.Tight;
        }

        return Gap.Between(gap, opened: piece.Start > 0 && Glyph.At(_text, piece.Start - 1).Sign == Sign.Opener);
    }

    private readonly void BarPieceTiedTo(int word)
    {
        var last = _pieces.Count - 1;
        if (last >= 0 && _pieces[last].End == word - 1 && Ties(_text[word - 1]))
            _pieces[last] = _pieces[last] with { Barred = true };
    }

    private readonly bool FollowsPlus(int start)
    {
        var plus = start - 1;
        if (plus > 0 && Glyph.At(_text, plus).Sign == Sign.Opener)
            plus--;
        return plus >= 0 && Glyph.Fold(_text[plus]) == '+' && (plus == 0 || !Glyph.At(_text, plus - 1).IsAlphanumeric);
    }

    // The long dashes do not tie: they are punctuation between words.
    private static bool Ties(char sign) => Glyph.Fold(sign) is '-' or '\u2010' or '\u2011' or '/' or '\\' or '_';

    private static bool IsCurrencyOrAt(char character) =>
        character == '@' || char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol;

    /// <summary>How many glyphs of each kind a word with digits has.</summary>
    private readonly record struct Glyphs(int Digits, int Lookalikes, int Others);
}
