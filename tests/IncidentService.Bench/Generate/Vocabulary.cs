namespace IncidentService.Bench.Generate;

/// <summary>Two thousand invented words with a realistic distribution: a few are very frequent.</summary>
internal static class Vocabulary
{
    private static readonly string[] Syllables = ["ka", "lo", "mi", "ser", "tan", "vu", "bel", "dor", "fin", "gra", "hes", "pol"];
    private static readonly string[] Words =
        [.. from first in Syllables from second in Syllables from third in Syllables select first + second + third];

    public static string[] Sentence(SeededRandom draw, int length)
    {
        var words = new string[length];
        for (var at = 0; at < length; at++) words[at] = Words[draw.Below(draw.Below(Words.Length) + 1)];
        return words;
    }
}
