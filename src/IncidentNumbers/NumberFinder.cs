using System.Runtime.InteropServices;
using IncidentNumbers.Finding;

namespace IncidentNumbers;

/// <summary>An incident number found in a text.</summary>
/// <param name="Number">The number.</param>
/// <param name="Start">The position of the first digit, in UTF-16 units from 0; prefix words and signs are excluded.</param>
/// <param name="Length">The length from the first digit to the last, including grouping, in UTF-16 units: 12 or more.</param>
/// <param name="Lookalikes">Whether letters had to be read as digits.</param>
public readonly record struct FoundNumber(IncidentNumber Number, int Start, int Length, bool Lookalikes);

/// <summary>Finds incident numbers in free text: a pasted e-mail, a post, notes.</summary>
public static partial class NumberFinder
{
    /// <summary>
    /// Finds every run of digits that is a valid number, in the order of the text; a number that occurs twice is found twice. Takes time
    /// linear in the length of the text; never throws.
    /// </summary>
    /// <param name="text">The text; markup is not removed.</param>
    /// <param name="most">The largest number of results; none if 0 or less.</param>
    /// <param name="trackingLinkPrefixes">
    /// The beginnings of our own tracking links, such as <c>https://help.example/track/</c>; case and http(s):// do not matter. The first
    /// part of
    /// such an address that is a number is found. By default, any address counts with a number behind <c>/track/</c>, <c>/t/</c>,
    /// <c>/desk/incidents/</c> or <c>/v1/incidents/</c>.
    /// </param>
    /// <remarks>
    /// <para>
    /// A number may be written in one piece or in groups, in the digits of any script. Signs between groups (a dash, dot, slash, underscore
    /// or
    /// bracket) bind closer than spaces, and the longest run that they join must be a number, or several one after the other:
    /// <c>8675-3091-2374 9245-9151-0230</c> is two numbers, and <c>4111 1111 1111 1111</c> is none. A line break joins only the printed
    /// form in
    /// three groups of four; quote marks (<c>&gt;</c>) at the beginning of the line are allowed.
    /// </para>
    /// <para>
    /// Ignored are: runs next to letters, except for a prefix word (INC, Incident, Ticket, Case, No ...), or attached to a word or code by
    /// a hyphen,
    /// slash or underscore; phone numbers with a plus; amounts, percentages, decimals, six or eight digits after <c>#</c>, IP addresses,
    /// and e-mail
    /// and web addresses. Letters of scripts without case do not count as letters here, because these scripts need no spaces.
    /// </para>
    /// <para>
    /// Letters are read as digits only among digits, and only in the printed form with dashes or after a prefix word. The bar <c>|</c>
    /// counts as the
    /// rule of a table.
    /// </para>
    /// </remarks>
    public static IReadOnlyList<FoundNumber> Find(
        ReadOnlySpan<char> text, int most = 16, IReadOnlyList<string>? trackingLinkPrefixes = null)
    {
        if (most <= 0)
            return [];

        var found = new List<FoundNumber>();
        var addresses = AddressScanner.Scan(text);
        foreach (var address in addresses)
            if (TrackingLink.TryRead(text, address, trackingLinkPrefixes, out var number))
                found.Add(number);

        new PieceRuns(text, CollectionsMarshal.AsSpan(PieceScanner.Scan(text, addresses)), found).Take();
        found.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        if (found.Count > most)
            found.RemoveRange(most, found.Count - most);

        return found;
    }
}
