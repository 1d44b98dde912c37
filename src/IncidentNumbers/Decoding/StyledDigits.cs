namespace IncidentNumbers.Decoding;

/// <summary>
/// Digits in another style: ⁸, ₈, ⑧, ❽, ⑻, ⒏; and Chinese ones, 八. Among plain digits such a sign is a footnote.
/// </summary>
internal static class StyledDigits
{
    private const int Fewest = 4; // a group
    private const string Chinese = "〇一二三四五六七八九";

    // The first sign of each style in which the digits from 1 to 9 follow each other.
    private static readonly int[] Ones = [0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3280];

    internal static bool AreIn(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = 0; at < text.Length && count < Fewest; at++)
            count += text[at] > 0x7F && TryRead(text, at, out _) ? 1 : 0;

        return count == Fewest;
    }

    internal static bool TryRead(ReadOnlySpan<char> text, int at, out Decoded found)
    {
        var isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        var digit = DigitOf(isPair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at]);
        found = new Decoded(isPair ? 2 : 1, (char)('0' + digit));
        return digit >= 0;
    }

    private static int DigitOf(int rune)
    {
        if (rune < 0x80)
            return -1;
        foreach (var one in Ones)
            if (rune >= one && rune < one + 9)
                return rune - one + 1;

        return rune switch
        {
            0xB9 => 1,
            0xB2 or 0xB3 => rune - 0xB0,
            0x2070 or (>= 0x2074 and <= 0x2079) => rune - 0x2070,
            >= 0x2080 and <= 0x2089 => rune - 0x2080,
            0x24EA or 0x24FF or 0x96F6 or 0x1F100 or 0x1F10B or 0x1F10C => 0,
            >= 0x1F101 and <= 0x1F10A => rune - 0x1F101,
            _ => rune <= char.MaxValue ? Chinese.IndexOf((char)rune) : -1,
        };
    }
}
