namespace IncidentNumbers.Decoding;

/// <summary>
/// A text whose markup and escapes are resolved, and for each of its characters the part of the original that it stands for.
/// </summary>
internal sealed class PlainText
{
    private const int MostPasses = 4; // an escape may hold another: &amp;#8209; or %252D

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

    /// <summary>The text as it came.</summary>
    internal static PlainText Of(ReadOnlySpan<char> text)
    {
        var plain = new PlainText(text.Length);
        for (var at = 0; at < text.Length; at++)
            plain.Append(text[at], at, at + 1);

        return plain;
    }

    /// <summary>Without soft line breaks of quoted-printable: a <c>=</c> that ends a line.</summary>
    internal PlainText WithoutSoftBreaks() => Contains("=\n") || Contains("=\r") ? Pass(SoftBreak.TryRead) : this;

    /// <summary>With each of the given parts replaced by a character that no number reaches across.</summary>
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

    /// <summary>With markup, escapes, control characters and scanners' prefixes resolved; the same instance where there are none.</summary>
    /// <param name="isQuotedPrintable">Known to be; otherwise its signs are looked for.</param>
    internal PlainText Decoded(bool isQuotedPrintable)
    {
        var plain = this;
        isQuotedPrintable |= Escape.IsQuotedPrintable(Text);
        for (var pass = 0; pass < MostPasses && Escape.MayStandIn(plain.Text); pass++)
        {
            var markup = new Markup();
            var decoded = plain.Pass((ReadOnlySpan<char> text, int at, out Decoded found) => Escape.TryRead(text, at, markup, isQuotedPrintable, out found));
            if (decoded.Length == plain.Length && decoded.Text.SequenceEqual(plain.Text))
                break;
            plain = decoded;
        }

        return plain;
    }

    /// <summary>Where a part of this text stands in the original.</summary>
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
