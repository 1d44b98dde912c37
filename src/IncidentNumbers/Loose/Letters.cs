namespace IncidentNumbers.Loose;

/// <summary>The digits that character recognition, or a reader of handwriting, mistakes for a letter, most likely first.</summary>
internal static class Letters
{
    internal const int Group = 4;      // a word of this length may be a whole group
    private const int MostUnknown = 2;  // two unknown digits leave at most one number, since any two numbers differ in three digits
    private const int MostLetters = 6;

    internal static string DigitsFor(char letter) => letter switch
    {
        'O' or 'o' or 'Q' or 'О' or 'о' or 'Ο' or 'ο' or 'Ø' or 'ø' => "0", // Cyrillic and Greek too
        'D' or 'U' or 'C' or 'c' or 'u' => "0",
        'I' or 'l' or 'i' or '|' or 'L' or 'j' or 'J' or 'r' or 'І' or 'і' or 'Ι' or 'ı' => "1",
        't' or 'f' => "17",
        'Z' or 'z' => "2",
        'R' => "2",
        'E' => "38",
        'З' or 'з' => "3",
        'Ч' or 'ч' => "4",
        'б' => "6",
        'A' or 'h' or 'H' or 'y' or 'k' => "4",
        'S' or 's' => "5",
        'b' => "68", // 8 where a B became a small letter
        'G' => "6",
        'T' or 'Y' or 'F' or 'V' or 'v' => "7",
        'B' or 'В' or 'Β' or 'β' or 'ß' => "8",
        'a' => "80",
        'e' => "860",
        'g' => "96",
        'q' => "90",
        'P' or 'p' => "9",
        'd' => "0",
        _ => "",
    };

    /// <summary>Whether a whole word may be digits.</summary>
    internal static bool MayBeDigits(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
            if (DigitsFor(Glyph.Fold(letter)).Length == 0)
                return false;

        return true;
    }

    /// <summary>
    /// Finds the number that twelve characters, with digits in ASCII, were meant for. It reads letters as the digits that they look like
    /// or, if no such reading is a number, as any digits that make one. Position is that of the first letter, from 1.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<char> characters, out IncidentNumber number, out int position)
    {
        Span<int> places = stackalloc int[MostLetters];
        var (letters, value) = (0, 0L);
        (number, position) = (default, 0);
        for (var place = 0; place < characters.Length; place++)
        {
            var character = characters[place];
            var isDigit = character is >= '0' and <= '9';
            value = value * 10 + (isDigit ? character - '0' : 0);
            if (isDigit)
                continue;
            if (letters == MostLetters || DigitsFor(character).Length == 0)
                return false;
            places[letters++] = place;
        }

        if (letters == 0)
            return false;

        position = places[0] + 1;
        return TryFill(characters, places[..letters], value, asAny: false, out number)
            || (letters <= MostUnknown && TryFill(characters, places[..letters], value, asAny: true, out number));
    }

    private static bool TryFill(ReadOnlySpan<char> characters, ReadOnlySpan<int> places, long value, bool asAny, out IncidentNumber number)
    {
        if (places.IsEmpty)
            return IncidentNumber.TryFromValue(value, out number);

        var unit = 1L;
        for (var place = characters.Length - 1; place > places[0]; place--)
            unit *= 10;
        foreach (var digit in asAny ? "0123456789" : DigitsFor(characters[places[0]]))
            if (TryFill(characters, places[1..], value + (digit - '0') * unit, asAny, out number))
                return true;

        number = default;
        return false;
    }
}
