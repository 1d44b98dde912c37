namespace IncidentNumbers.Finding;

/// <summary>An e-mail or web address in a text, from Start up to but excluding End, in UTF-16 units.</summary>
internal readonly record struct Address(int Start, int End, bool IsLink);

/// <summary>Finds the e-mail and web addresses in a text, in order, so that digits inside them are ignored.</summary>
internal static class AddressScanner
{
    private const int MostLinks = 64; // of one chunk

    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly string[] Schemes = ["www.", "mailto:", "tel:", "sms:", "fax:", "callto:"];

    internal static List<Address> Scan(ReadOnlySpan<char> text)
    {
        var addresses = new List<Address>();
        for (var start = 0; start < text.Length; start++)
        {
            var end = start;
            var hasSign = false; // without one of these signs it is a word
            for (; end < text.Length && !EndsAddress(text[end]); end++)
                hasSign |= text[end] is ':' or '/' or '?' or '@' or '.';
            if (hasSign)
                AddFrom(text[start..end], start, addresses);
            start = end;
        }

        return addresses;
    }

    // Beyond ASCII, an address contains only letters, digits and symbols: in scripts without spaces, punctuation ends an address.
    private static bool EndsAddress(char character) => char.IsAscii(character)
        ? character is <= ' ' or '<' or '>' or '"' or '`'
        : char.IsWhiteSpace(character) || char.IsPunctuation(character);

    // Links, with e-mail addresses before them. The last one extends to the end of the chunk.
    private static void AddFrom(ReadOnlySpan<char> chunk, int offset, List<Address> addresses)
    {
        for (var links = 1; ; links++)
        {
            var link = StartOfLink(chunk);
            AddEmail(chunk[..link], offset, addresses);
            if (link == chunk.Length)
                return;

            var end = links < MostLinks ? link + LengthOfLink(chunk[link..]) : chunk.Length;
            addresses.Add(new Address(offset + link, offset + end, IsLink: true));
            chunk = chunk[end..];
            offset += end;
        }
    }

    // Markup around a link ends it: [url=https://a.example]8675, \href{https://a.example}{8675, and <https://a.example|8675 of Slack.
    private static int LengthOfLink(ReadOnlySpan<char> link)
    {
        int brackets = 0, braces = 0;
        for (var at = 0; at < link.Length; at++)
        {
            brackets += link[at] == '[' ? 1 : link[at] == ']' ? -1 : 0;
            braces += link[at] == '{' ? 1 : link[at] == '}' ? -1 : 0;
            if (brackets < 0 || braces < 0 || (link[at] == '|' && at > 0))
                return at;
        }

        return link.Length;
    }

    private static int StartOfLink(ReadOnlySpan<char> chunk)
    {
        var start = chunk.Length;
        var scheme = chunk.IndexOf("://");
        if (scheme > 0)
        {
            var letters = scheme;
            while (letters > 0 && (char.IsAsciiLetterOrDigit(chunk[letters - 1]) || chunk[letters - 1] is '+' or '-' or '.'))
                letters--;
            start = letters < scheme ? letters : start;
        }

        foreach (var opening in Schemes)
        {
            var at = chunk[..start].IndexOf(opening, StringComparison.OrdinalIgnoreCase);
            if (at == 0 || (at > 0 && !char.IsAsciiLetterOrDigit(chunk[at - 1])))
                start = at;
        }

        return Math.Min(start, StartOfBareLink(chunk[..start]));
    }

    // example.com/path, example.com:8080/path, example.com?query
    private static int StartOfBareLink(ReadOnlySpan<char> chunk)
    {
        var path = chunk.IndexOfAny('/', '?');
        if (path <= 0)
            return chunk.Length;

        var end = chunk[..path].TrimEnd("0123456789");
        var host = end is [.. var name, ':'] ? name : chunk[..path];
        var start = host.Length;
        while (start > 0 && (char.IsLetterOrDigit(host[start - 1]) || host[start - 1] is '-' or '.'))
            start--;

        var dot = host.LastIndexOf('.');
        var suffix = host[(dot + 1)..];
        var isHost = dot > start && suffix.Length >= 2 && suffix.TrimEnd(Letters).IsEmpty;
        return isHost ? start : chunk.Length;
    }

    // A host has a letter; 8675@3091@2374 is no address.
    private static bool HasLetter(ReadOnlySpan<char> host)
    {
        foreach (var character in host)
            if (char.IsLetter(character))
                return true;

        return false;
    }

    private static void AddEmail(ReadOnlySpan<char> chunk, int offset, List<Address> addresses)
    {
        var from = 0;
        while (chunk[from..].IndexOf('@') is >= 0 and var length)
        {
            var (start, end) = (from + length, from + length + 1);
            while (start > from && (char.IsLetterOrDigit(chunk[start - 1]) || chunk[start - 1] is '.' or '_' or '%' or '+' or '-' or '='))
                start--;
            while (end < chunk.Length && (char.IsLetterOrDigit(chunk[end]) || chunk[end] is '.' or '-' or '_'))
                end++;
            if (HasLetter(chunk[(from + length + 1)..end]))
                addresses.Add(new Address(offset + start, offset + end, IsLink: false));
            from = end;
        }
    }
}
