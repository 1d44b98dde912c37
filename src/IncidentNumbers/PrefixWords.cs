namespace IncidentNumbers;

/// <summary>The words that people write before a number: INC, Incident, Ticket, Case, No. and similar ones, in any case.</summary>
internal static class PrefixWords
{
    // A word precedes its own prefixes.
    private static readonly string[] Words =
        ["incident", "inc", "id", "ticket", "case", "number", "num", "nbr", "nr", "no", "n°", "nº", "№", "reference", "ref"];

    private const string FirstLetters = "itcnr№";

    /// <summary>The length of the prefix words at an index in UTF-16 units, several in a row taken together; 0 if there is none.</summary>
    internal static int LengthAt(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        for (var length = OneAt(text[at..]); length > 0; length = OneAt(text[at..]))
            at += length;

        return at - start;
    }

    private static int OneAt(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !FirstLetters.Contains(char.ToLowerInvariant(Glyph.Fold(text[0]))))
            return 0;

        foreach (var word in Words)
            if (StartsWith(text, word))
                return word.Length;

        return 0;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string word)
    {
        if (text.Length < word.Length)
            return false;
        for (var i = 0; i < word.Length; i++)
            if (char.ToLowerInvariant(Glyph.Fold(text[i])) != word[i])
                return false;

        return true;
    }
}
