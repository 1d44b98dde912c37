namespace IncidentNumbers.Loose;

internal enum WordKind : byte { None, Digit, TwoDigits, Ten, Times, Zeros, Sign, Filler }

/// <summary>
/// The meaning of a word for digits: the value of a digit, of two digits ("twelve") or of a ten; for "double", how often the next digit is
/// repeated; for "hundred", the number of zeros. A sign is one between groups.
/// </summary>
internal readonly record struct WordMeaning(WordKind Kind, int Value = 0);

/// <summary>The words for digits in one language. Support for another language adds its table to <see cref="All"/>.</summary>
internal sealed class SpokenLanguage
{
    internal const int LongestWord = 12;

    internal static readonly SpokenLanguage[] All = [English(), Spanish()];

    private readonly Dictionary<string, WordMeaning> _words = new(StringComparer.OrdinalIgnoreCase);

    private SpokenLanguage(string digits, string teens, string tens)
    {
        Add(WordKind.Digit, digits, first: 0);
        Add(WordKind.TwoDigits, teens, first: 10);
        Add(WordKind.Ten, tens, first: 2);
    }

    internal WordMeaning MeaningOf(string word) => _words.TryGetValue(word, out var meaning) ? meaning : default;

    private static SpokenLanguage English()
    {
        var english = new SpokenLanguage(
            "zero one two three four five six seven eight nine",
            "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
            "twenty thirty forty fifty sixty seventy eighty ninety");
        english.AddSame(new WordMeaning(WordKind.Digit, 0), "oh o nought naught null nil");
        english.AddSame(new WordMeaning(WordKind.Digit, 9), "niner");
        english.AddSame(new WordMeaning(WordKind.Digit, 3), "tree");
        english.AddSame(new WordMeaning(WordKind.Digit, 5), "fife");
        english.AddSame(new WordMeaning(WordKind.Ten, 4), "fourty");
        english.AddSame(new WordMeaning(WordKind.Times, 2), "double twice");
        english.AddSame(new WordMeaning(WordKind.Times, 3), "triple treble");
        english.AddSame(new WordMeaning(WordKind.Times, 4), "quadruple");
        english.AddSame(new WordMeaning(WordKind.Zeros, 2), "hundred");
        english.AddSame(new WordMeaning(WordKind.Zeros, 3), "thousand");
        english.AddSame(new WordMeaning(WordKind.Sign), "dash hyphen minus");
        english.AddSame(new WordMeaning(WordKind.Filler), "space comma slash stroke dot point then and um uh er");
        return english;
    }

    private static SpokenLanguage Spanish()
    {
        var spanish = new SpokenLanguage(
            "cero uno dos tres cuatro cinco seis siete ocho nueve",
            "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
            "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa");
        spanish.Add(
            WordKind.TwoDigits,
            "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
            first: 21);
        spanish.Add(WordKind.TwoDigits, "veintidos veintitres", first: 22);
        spanish.AddSame(new WordMeaning(WordKind.TwoDigits, 16), "dieciseis");
        spanish.AddSame(new WordMeaning(WordKind.TwoDigits, 21), "veintiún veintiun veintiuna");
        spanish.AddSame(new WordMeaning(WordKind.TwoDigits, 26), "veintiseis");
        spanish.AddSame(new WordMeaning(WordKind.Digit, 1), "un una");
        spanish.AddSame(new WordMeaning(WordKind.Times, 2), "doble");
        spanish.AddSame(new WordMeaning(WordKind.Times, 3), "triple");
        spanish.AddSame(new WordMeaning(WordKind.Zeros, 3), "mil");
        spanish.AddSame(new WordMeaning(WordKind.Sign), "guion guión raya menos");
        spanish.AddSame(new WordMeaning(WordKind.Filler), "espacio coma barra punto luego y eh em");
        return spanish;
    }

    private void Add(WordKind kind, string words, int first)
    {
        foreach (var word in words.Split(' '))
            _words[word] = new WordMeaning(kind, first++);
    }

    private void AddSame(WordMeaning meaning, string words)
    {
        foreach (var word in words.Split(' '))
            _words[word] = meaning;
    }
}
