using IncidentNumbers.Decoding;
using IncidentNumbers.Finding;
using IncidentNumbers.Loose;

namespace IncidentNumbers;

public static partial class NumberFinder
{
    /// <summary>
    /// Finds the numbers that a text may contain, despite what tools do to numbers: markup and escapes, control characters and symbology
    /// prefixes of scanners, line breaks, other separators, neighbouring numbers, digit words, amounts, phone formats, letters for digits,
    /// and groups in reverse order. Meant for texts in which <see cref="Find"/> finds no number that was issued.
    /// </summary>
    /// <param name="text">The unchanged text.</param>
    /// <param name="most">The largest number of results; none if 0 or less.</param>
    /// <param name="trackingLinkPrefixes">As in <see cref="Find"/>. Such a link is also found inside links that tools wrap around
    /// it.</param>
    /// <remarks>
    /// The strongest readings come first, and equally strong ones in the order of the text. The result may include numbers that were never
    /// issued: only
    /// those that the register confirms are meaningful, and only a clear one needs no question. Web addresses other
    /// than our own
    /// tracking links, and e-mail addresses, are ignored. Takes time linear in the length of the text; never throws.
    /// </remarks>
    public static IReadOnlyList<PossibleNumber> FindPossible(
        ReadOnlySpan<char> text, int most = 16, IReadOnlyList<string>? trackingLinkPrefixes = null)
    {
        if (most <= 0)
            return [];

        var found = new Candidates(most);
        var original = PlainText.From(text);
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
        SpokenDigits.Find(plain.Text, found);
        ScientificNotation.Find(plain.Text, found);
        if (!plain.Text.SequenceEqual(original.Text))
            ReadGroups(original, found);
        ReadOtherSigns(plain, found);
        return found.ToList();
    }

    private static void ReadOtherSigns(PlainText plain, Candidates found)
    {
        if (StyledDigits.AreIn(plain.Text))
        {
            found.Strongest = ReadingStrength.Doubtful;
            ReadGroups(plain.WithPlainDigits(), found);
        }

        if (SignLetters.AreIn(plain.Text))
        {
            found.Strongest = ReadingStrength.Repaired;
            ReadGroups(plain.WithSignLetters(), found);
        }
    }

    private static void ReadGroups(PlainText plain, Candidates found)
    {
        found.Origin = plain;
        new Windows(plain.Text, GroupScanner.Scan(plain.Text, AddressScanner.Scan(plain.Text)), found).Try();
    }

    /// <summary>
    /// Returns whether the text contains a twelve-digit number in the form to which spreadsheets shorten it, <c>3.10067E+11</c>: its last
    /// digits are lost, and nobody can tell which number it was.
    /// </summary>
    public static bool HasShortened(ReadOnlySpan<char> text) => ScientificNotation.HasShortened(text);

    // Takes the numbers from links here; the rest of a link is ignored. Phone numbers stay in the text.
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
