namespace IncidentNumbers.Finding;

/// <summary>Reads the number in the address of one of our own tracking links.</summary>
internal static class TrackingLink
{
    /// <summary>What precedes the number in our own links: the customer's page, the desk and the API.</summary>
    internal static readonly string[] AnyTrack = ["/track/", "/t/", "/desk/incidents/", "/v1/incidents/"];
    private const int LongestPart = 40; // enough for a prefixed number in groups, but not for a long hostile text
    private const string PartEnds = "/?#&=.,;:!'()[]{}*|";

    internal static bool TryRead(ReadOnlySpan<char> text, Address address, IReadOnlyList<string>? prefixes, out FoundNumber found)
    {
        found = default;
        if (!address.IsLink)
            return false;

        var link = text[address.Start..address.End];
        if (prefixes is null)
        {
            foreach (var start in AnyTrack)
            {
                var track = link.IndexOf(start.AsSpan(), StringComparison.OrdinalIgnoreCase);
                if (track >= 0 && TryReadPart(text, address.Start + track + start.Length, address.End, out found, out _))
                    return true;
            }

            return false;
        }

        foreach (var prefix in prefixes)
            if (LengthOfPrefix(link, prefix) is > 0 and var length && TryReadAnyPart(text, address.Start + length, address.End, out found))
                return true;

        return false;
    }

    // 0 unless the link begins with the prefix and the host name ends where the prefix does: help.example does not match help.example.org.
    private static int LengthOfPrefix(ReadOnlySpan<char> link, string? prefix)
    {
        var wanted = WithoutScheme(prefix);
        var given = WithoutScheme(link);
        if (wanted.IsEmpty || !given.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            return 0;

        var ends = wanted.Length == given.Length || wanted[^1] is '/' or '?' or '=' or '#' || given[wanted.Length] is '/' or '?' or '#';
        return ends ? link.Length - given.Length + wanted.Length : 0;
    }

    private static ReadOnlySpan<char> WithoutScheme(ReadOnlySpan<char> link)
    {
        if (link.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return link["https://".Length..];
        return link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? link["http://".Length..] : link;
    }

    private static bool TryReadAnyPart(ReadOnlySpan<char> text, int start, int end, out FoundNumber found)
    {
        found = default;
        while (start < end)
        {
            if (TryReadPart(text, start, end, out found, out var next))
                return true;
            start = next + 1;
        }

        return false;
    }

    private static bool TryReadPart(ReadOnlySpan<char> text, int start, int end, out FoundNumber found, out int partEnd)
    {
        var length = text[start..end].IndexOfAny(PartEnds.AsSpan());
        partEnd = length < 0 ? end : start + length;
        var part = text[start..partEnd];
        found = default;
        if (part.Length > LongestPart || NumberReader.Read(part) is not { Kind: ReadingKind.Exact, Number: var number })
            return false;

        found = new FoundNumber(number, start, part.Length, Lookalikes: false);
        return true;
    }
}
