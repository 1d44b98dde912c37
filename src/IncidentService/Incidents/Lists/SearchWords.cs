using System.Globalization;
using System.Text;

namespace IncidentService.Incidents.Lists;

/// <summary>Splits texts into search words: lower case, without accents, so that every engine can compare them byte by byte.</summary>
internal static class SearchWords
{
    private const int Shortest = 2;
    private const int Longest = 40;

    public static IReadOnlyCollection<string> Extract(IEnumerable<string> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var folded = Fold(text);
            foreach (var (start, length) in Runs(folded))
            {
                if (length >= Shortest) words.Add(Truncate(folded.Substring(start, length)));
            }
        }
        return words;
    }

    /// <summary>
    /// The upper bound of all texts that begin with this word, both by code points and by UTF-16 units, because engines sort by either.
    /// </summary>
    public static string After(string word)
    {
        var last = char.IsLowSurrogate(word[^1]) ? new Rune(word[^2], word[^1]) : new Rune(word[^1]);
        var next = last.Value == 0xD7FF ? 0xE000 : last.Value + 1;
        return word[..^last.Utf16SequenceLength] + new Rune(next);
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(character));
        }
        return folded.ToString();
    }

    private static string Truncate(string word)
    {
        if (word.Length <= Longest) return word;
        return word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];
    }

    private static IEnumerable<(int Start, int Length)> Runs(string text)
    {
        var (start, index) = (-1, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var inside = Rune.IsLetterOrDigit(rune);
            if (inside && start < 0) start = index;
            if (!inside && start >= 0)
            {
                yield return (start, index - start);
                start = -1;
            }
            index += rune.Utf16SequenceLength;
        }
        if (start >= 0) yield return (start, text.Length - start);
    }
}
