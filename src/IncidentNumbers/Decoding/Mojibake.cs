namespace IncidentNumbers.Decoding;

/// <summary>
/// UTF-8 that a tool decoded as Windows-1252 or Latin-1, once or twice: <c>â€‘</c> was a hyphen, <c>Â</c> precedes a no-break space.
/// </summary>
internal static class Mojibake
{
    private const string TwiceDecoded = "Ã¢â‚¬â€";

    internal static bool TryRead(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        var rest = text[at..];
        return rest[0] switch
        {
            'Â' => TryReadSpace(rest, out found),
            'Ã' => TryReadTwice(rest, out found),
            _ => TryReadHyphen(rest, isAfterDigit: at > 0 && char.IsDigit(text[at - 1]), out found),
        };
    }

    private static bool TryReadSpace(ReadOnlySpan<char> text, out Decoded found)
    {
        found = new Decoded(1, Decoded.Unseen);
        return text.Length > 1 && text[1] is ' ' or (>= '\u0080' and <= '\u00BF');
    }

    private static bool TryReadTwice(ReadOnlySpan<char> text, out Decoded found)
    {
        var isHyphen = text.Length > TwiceDecoded.Length && text.StartsWith(TwiceDecoded.AsSpan());
        found = isHyphen ? new Decoded(TwiceDecoded.Length + 1, '-') : new Decoded(2, Decoded.Unseen);
        return isHyphen || (text.Length > 2 && text[1] == '‚' && text[2] == 'Â');
    }

    private static bool TryReadHyphen(ReadOnlySpan<char> text, bool isAfterDigit, out Decoded found)
    {
        found = new Decoded(3, '-');
        if (text.Length < 3)
            return false;

        var isTwo = text[1] is '€' or 'ˆ' && !char.IsLetterOrDigit(text[2]);
        var isOne = text[1] is >= '\u0080' and <= '\u00BF' && text[2] is >= '\u0080' and <= '\u00BF';
        var isReplaced = isAfterDigit && text.Length > 3 && text[1] == ' ' && text[2] == ' ' && char.IsDigit(text[3]); // two controls
        return isTwo || isOne || isReplaced;
    }
}
