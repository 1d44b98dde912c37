using IncidentNumbers.Decoding;
using IncidentNumbers.Finding;
using IncidentNumbers.Loose;

namespace IncidentNumbers;

public static partial class NumberFinder
{
    /// <summary>
    /// The numbers that a text may hold once it is read through what tools do to a number on its way: markup and escapes, control
    /// characters and symbology prefixes of scanners, line breaks, other separators, neighbours, digit words, amounts, phone forms, letters
    /// put for digits and groups in reverse order. For texts in which <see cref="Find"/> finds no number that was issued.
    /// </summary>
    /// <param name="text">The text as it came.</param>
    /// <param name="most">How many to return at most; none if 0 or less.</param>
    /// <param name="trackingLinkPrefixes">As in <see cref="Find"/>; such a link is also found inside links that tools wrap around
    /// it.</param>
    /// <remarks>
    /// The strongest readings come first, then those that stand first in the text. A number that was never issued may be among them: only
    /// those
    /// that the register confirms mean anything, and of these only a clear one needs no question. Web addresses other than our own tracking
    /// links
    /// and e-mail addresses are left alone. Time is linear in the length of any text; never throws.
    /// </remarks>
    public static IReadOnlyList<PossibleNumber> FindPossible(ReadOnlySpan<char> text, int most = 16, IReadOnlyList<string>? trackingLinkPrefixes = null)
    {
        if (most <= 0)
            return [];

        var found = new Candidates(most);
        var original = PlainText.Of(text);
        var joined = original.WithoutSoftBreaks();
        found.Origin = joined;
        var links = TakeLinks(joined.Text, trackingLinkPrefixes, found);
        var plain = joined.Without(links).Decoded(isQuotedPrintable: joined != original);
        found.Origin = plain;
        var addresses = AddressScanner.Scan(plain.Text);
        foreach (var clear in Find(plain.Text, most, trackingLinkPrefixes))
            if (!clear.Lookalikes)
                found.Add(clear.Number, clear.Start, clear.Start + clear.Length, ReadingStrength.Clear);
        new Windows(plain.Text, GroupScanner.Scan(plain.Text, addresses), found).Try();
        SpokenDigits.Read(plain.Text, found);
        ScientificNotation.Read(plain.Text, found);
        if (!plain.Text.SequenceEqual(original.Text))
        {
            found.Origin = original;
            new Windows(original.Text, GroupScanner.Scan(original.Text, AddressScanner.Scan(original.Text)), found).Try();
        }

        return found.ToList();
    }

    /// <summary>
    /// Whether a number of twelve digits stands in the text as spreadsheets shorten it, <c>3.10067E+11</c>: its last digits are gone, and
    /// nobody can tell which number it was.
    /// </summary>
    public static bool HasShortened(ReadOnlySpan<char> text) => ScientificNotation.HasShortened(text);

    // What links hold is taken from them here; whatever else stands in them is not ours. Phone numbers stay.
    private static List<Address> TakeLinks(ReadOnlySpan<char> text, IReadOnlyList<string>? prefixes, Candidates found)
    {
        var links = new List<Address>();
        foreach (var address in AddressScanner.Scan(text))
        {
            if (!address.IsLink || GroupScanner.IsPhone(text[address.Start..address.End]))
                continue;
            links.Add(address);
            if (LinkWrapper.TryRead(text[address.Start..address.End], prefixes, out var number))
                found.Add(number, address.Start, address.End, ReadingStrength.Clear);
        }

        return links;
    }
}
