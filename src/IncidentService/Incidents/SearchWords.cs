using System.Globalization;
using System.Text;

namespace IncidentService.Incidents;

/// <summary>Takes texts apart into the words they are found by: folded to lower case without accents, compared binary on every engine.</summary>
internal static class SearchWords
{
    /// <summary>Sorts after every continuation of a word, for a search by prefix.</summary>
    public const string AfterAll = "\uFFFF";

    private const int Shortest = 2;
    private const int Longest = 40;

    public static IReadOnlyCollection<string> Of(IEnumerable<string> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var folded = Fold(text);
            foreach (var (start, length) in Runs(folded))
            {
                if (length >= Shortest) words.Add(folded.Substring(start, Math.Min(length, Longest)));
            }
        }
        return words;
    }

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToLowerInvariant(character));
        }
        return folded.ToString();
    }

    private static IEnumerable<(int Start, int Length)> Runs(string text)
    {
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var inside = index < text.Length && (char.IsLetterOrDigit(text[index]) || char.IsSurrogate(text[index]));
            if (inside && start < 0) start = index;
            if (inside || start < 0) continue;
            yield return (start, index - start);
            start = -1;
        }
    }
}
