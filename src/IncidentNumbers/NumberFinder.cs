using System.Runtime.InteropServices;
using IncidentNumbers.Finding;

namespace IncidentNumbers;

/// <summary>An incident number found in a text.</summary>
/// <param name="Number">The number.</param>
/// <param name="Start">Where its first digit stands, in UTF-16 units from 0; words and signs before it are not counted in.</param>
/// <param name="Length">From its first digit to its last, grouping between them included, in UTF-16 units: 12 or more.</param>
/// <param name="Lookalikes">Whether letters put for digits had to be read as digits.</param>
public readonly record struct FoundNumber(IncidentNumber Number, int Start, int Length, bool Lookalikes);

/// <summary>Finds incident numbers in free text: a pasted e-mail, a post, notes.</summary>
public static partial class NumberFinder
{
    /// <summary>
    /// Every run of digits that reads as a valid number, in the order of the text; a number that stands twice is found twice. Time is
    /// linear in the length of any text; never throws.
    /// </summary>
    /// <param name="text">The text; markup is not taken out of it.</param>
    /// <param name="most">How many to return at most; none if 0 or less.</param>
    /// <param name="trackingLinkPrefixes">
    /// How addresses of our own tracking links begin, such as <c>https://help.example/track/</c>; case and http(s):// do not matter. The
    /// first part of such an address that reads as a number is found. By default any address with <c>/track/</c> and a number.
    /// </param>
    /// <remarks>
    /// <para>
    /// A number may be written in one piece or in groups, in any script's digits. Signs between groups (a dash, dot, slash, underscore or
    /// bracket) bind closer than spaces, and the longest run that they join has to be a number, or several one after the other: so
    /// <c>8675-3091-2374 9245-9151-0230</c> is two numbers and <c>4111 1111 1111 1111</c> none. A line break binds only the printed
    /// form in three groups of four, quote marks (<c>&gt;</c>) at the beginning of the line allowed for.
    /// </para>
    /// <para>
    /// Left alone: runs beside letters, other than a prefix word (INC, Incident, Ticket, Case, No ...), or tied to a word or code by a
    /// hyphen, slash or underscore; phone numbers with a plus; amounts, percentages, decimals, six or eight digits after <c>#</c>, IP
    /// addresses, e-mail and web addresses. Letters of scripts without case do not count as letters here: they need no spaces.
    /// </para>
    /// <para>
    /// Letters put for digits are read as such only in the printed form with dashes or after a prefix word, and only among digits; the
    /// bar <c>|</c> is taken for the rule of a table.
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
