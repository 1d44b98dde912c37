namespace IncidentNumbers.Decoding;

/// <summary>A text with resolved markup and escapes, and the part of the original that each of its characters stands for.</summary>
internal sealed class PlainText
{
    private const int MostPasses = 4; // an escape may contain another one: &amp;#8209; or %252D

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly int[] _ends;

    private PlainText(int capacity)
    {
        _characters = new char[capacity];
        _starts = new int[capacity];
        _ends = new int[capacity];
    }

    internal int Length { get; private set; }

    internal ReadOnlySpan<char> Text => _characters.AsSpan(0, Length);

    /// <summary>The unchanged text.</summary>
    internal static PlainText From(ReadOnlySpan<char> text)
    {
        var plain = new PlainText(text.Length);
        for (var at = 0; at < text.Length; at++)
            plain.Append(text[at], at, at + 1);

        return plain;
    }

    /// <summary>The text without quoted-printable soft line breaks, which are a <c>=</c> at the end of a line.</summary>
    internal PlainText WithoutSoftBreaks() => Contains("=\n") || Contains("=\r") ? Pass(SoftBreak.TryRead) : this;

    /// <summary>The text with each of the given parts replaced by a character that no number can span.</summary>
    internal PlainText Without(List<Finding.Address> parts)
    {
        if (parts.Count == 0)
            return this;

        var plain = new PlainText(Length);
        var at = 0;
        foreach (var part in parts)
        {
            plain.Append(this, at, part.Start);
            plain.Append('\uFFFC', _starts[part.Start], _ends[part.End - 1]);
            at = part.End;
        }

        plain.Append(this, at, Length);
        return plain;
    }

    /// <summary>
    /// The text with resolved markup, escapes, control characters and scanner prefixes; the same instance if there are none.
    /// </summary>
    /// <param name="isQuotedPrintable">True if the text is known to be quoted-printable; otherwise this is detected.</param>
    internal PlainText Decoded(bool isQuotedPrintable)
    {
        var plain = this;
        isQuotedPrintable |= Escape.IsQuotedPrintable(Text);
        for (var pass = 0; pass < MostPasses && Escape.MayStandIn(plain.Text); pass++)
        {
            var markup = new Markup();
            var decoded = plain.Pass(
                (ReadOnlySpan<char> text, int at, out Decoded found) => Escape.TryRead(text, at, markup, isQuotedPrintable, out found));
            if (decoded.Length == plain.Length && decoded.Text.SequenceEqual(plain.Text))
                break;
            plain = decoded;
        }

        return plain;
    }

    /// <summary>The text with digits of other styles as plain ones.</summary>
    internal PlainText WithPlainDigits() => Pass(StyledDigits.TryRead);

    /// <summary>The text with letters for signs that stand for digits.</summary>
    internal PlainText WithSignLetters() => Pass(SignLetters.TryRead);

    /// <summary>Where a part of this text is in the original.</summary>
    internal (int Start, int Length) Locate(int start, int end) => (_starts[start], _ends[end - 1] - _starts[start]);

    private PlainText Pass(Reader read)
    {
        var plain = new PlainText(Length);
        for (var at = 0; at < Length;)
        {
            if (!read(Text, at, out var found))
            {
                plain.Append(_characters[at], _starts[at], _ends[at]);
                at++;
                continue;
            }

            var end = _ends[at + found.Length - 1];
            if (found.First != default)
                plain.Append(found.First, _starts[at], end);
            if (found.Second != default)
                plain.Append(found.Second, _starts[at], end);
            at += found.Length;
        }

        return plain;
    }

    private delegate bool Reader(ReadOnlySpan<char> text, int at, out Decoded found);

    private bool Contains(string text) => Text.IndexOf(text.AsSpan()) >= 0;

    private void Append(PlainText other, int start, int end)
    {
        for (var at = start; at < end; at++)
            Append(other._characters[at], other._starts[at], other._ends[at]);
    }

    private void Append(char character, int start, int end)
    {
        (_characters[Length], _starts[Length], _ends[Length]) = (character, start, end);
        Length++;
    }
}
