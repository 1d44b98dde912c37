using IncidentNumbers;
using IncidentService.Common.Numbers;
using IncidentService.Contacts;
using IncidentService.Contacts.Phones;
using IncidentService.References;

namespace IncidentService.Lookup.Search;

/// <summary>The text that a customer said or pasted, parsed into everything that it could be.</summary>
internal sealed class QuotedText
{
    private const int MostWords = 20;
    private const int MostAddresses = 5;
    internal const int MostNumbers = 8;
    private const int DigitsOfIdentifier = 5;
    private const int LongestKey = 200;
    private const int LongestToMend = 64;

    /// <summary>Words that people say before the identifier of another system.</summary>
    private static readonly HashSet<string> Introductions =
        [
            "my", "the", "is", "it's", "ticket", "case", "incident", "order", "request", "conversation", "reference", "ref", "number", "no",
            "nr", "id"
        ];

    private readonly Lazy<IReadOnlyList<PossibleNumber>> possible;
    private readonly Lazy<IReadOnlyList<string>> referenceKeys;
    private readonly Lazy<IReadOnlySet<string>> wholeKeys;
    private readonly Lazy<IReadOnlySet<(string System, string Key)>> namedKeys;
    private readonly Lazy<IReadOnlyList<string>> contactKeys;

    /// <summary>Most lookups are just a number: what they do not need is not computed.</summary>
    private QuotedText(string text, IReadOnlyList<string> words, ReferenceSystems systems, PhoneReader phones)
    {
        possible = Later<IReadOnlyList<PossibleNumber>>(
            () => [.. NumberFinder.FindPossible(text, MostNumbers).Where(found => !Numbers.Contains(found.Number))]);
        referenceKeys = Later(() => FindReferenceKeys(text, words, systems));
        wholeKeys = Later<IReadOnlySet<string>>(() => FindWholeKeys(text, systems));
        namedKeys = Later<IReadOnlySet<(string, string)>>(() => FindNamedKeys(words, systems));
        contactKeys = Later(() => FindContactKeys(text, phones));
    }

    /// <summary>True if the text is a valid number and nothing else; the search then tries this reading first.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Numbers that the text contains exactly as they were issued.</summary>
    public IReadOnlyList<IncidentNumber> Numbers { get; private init; } = [];

    /// <summary>
    /// Numbers that tools have altered, the most likely first. Computed only if none of <see cref="Numbers"/> has an incident.
    /// </summary>
    public IReadOnlyList<PossibleNumber> Possible => possible.Value;

    /// <summary>True if a spreadsheet has cut off the last digits of a number.</summary>
    public bool IsShortened { get; private init; }

    /// <summary>Valid numbers that differ from the text by one typing error.</summary>
    public IReadOnlyList<Mend> Mends { get; private init; } = [];

    /// <summary>The lookup values under which the text, or a word of it, may be stored as a reference.</summary>
    public IReadOnlyList<string> ReferenceKeys => referenceKeys.Value;

    /// <summary>
    /// Those of <see cref="ReferenceKeys"/> that are the whole text apart from words such as "ticket no.". Only these are certain.
    /// </summary>
    public IReadOnlySet<string> WholeKeys => wholeKeys.Value;

    /// <summary>References that include their system, such as zendesk/48211.</summary>
    public IReadOnlySet<(string System, string Key)> NamedKeys => namedKeys.Value;

    /// <summary>The numbers or identifiers in the text beyond the first. Each counts as a guess.</summary>
    public int Extra => Math.Max(ExtraWords, possible.IsValueCreated ? Numbers.Count + Possible.Count - 1 : 0);

    private int ExtraWords { get; init; }

    /// <summary>The lookup keys of the text as an e-mail address, phone number or handle.</summary>
    public IReadOnlyList<string> ContactKeys => contactKeys.Value;

    public static QuotedText Parse(string? text, ReferenceSystems systems, PhoneReader phones)
    {
        if (text is null) return new QuotedText("", [], systems, phones);
        var reading = NumberReader.Read(text);
        var isNumber = reading.Kind == ReadingKind.Exact;
        var words = SplitWords(text).Take(MostWords).ToList();
        return new QuotedText(text, words, systems, phones)
        {
            IsShortened = !isNumber && NumberFinder.HasShortened(text),
            IsNumber = isNumber,
            Numbers = isNumber ? [reading.Number] : FindNumbers(text),
            ExtraWords = isNumber ? 0 : Math.Max(0, words.Count(word => word.Count(char.IsDigit) >= DigitsOfIdentifier) - 1),
            Mends = isNumber ? [] : FindRepairs(text),
        };
    }

    /// <summary>A lookup runs on one thread at a time.</summary>
    private static Lazy<T> Later<T>(Func<T> compute) => new(compute, LazyThreadSafetyMode.None);

    private static IReadOnlyList<IncidentNumber> FindNumbers(string text) =>
        [.. NumberFinder.Find(text, MostNumbers).Where(found => !found.Lookalikes).Select(found => found.Number).Distinct()];

    /// <summary>
    /// Repairs the whole text, or else the only run of digits that may be a number. A lookup is one guess, not one guess per word.
    /// </summary>
    private static IReadOnlyList<Mend> FindRepairs(string text)
    {
        if (text.Length <= LongestToMend && NumberMender.Mend(text) is { Count: > 0 } whole) return whole;
        return MistypedNumbers.FindRuns(text, most: 2) is [var only] ? NumberMender.Mend(only) : [];
    }

    private static IReadOnlyList<string> FindReferenceKeys(string text, IReadOnlyList<string> words, ReferenceSystems systems)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (text.Length is > 0 and <= LongestKey) keys.UnionWith(systems.FormatKeys(text));
        foreach (var word in words)
        {
            keys.UnionWith(systems.FormatKeys(word));
            if (SystemAndValue(word) is { } named) keys.UnionWith(systems.FormatKeys(named.Value));
        }
        return [.. keys];
    }

    private static HashSet<string> FindWholeKeys(string text, ReferenceSystems systems)
    {
        if (text.Length is 0 or > LongestKey) return [];
        var keys = systems.FormatKeys(text).ToHashSet(StringComparer.Ordinal);
        var said = SpokenWords.FindIn(text).SkipWhile(word => Introductions.Contains(word.ToLowerInvariant())).ToList();
        if (said is [var only]) keys.UnionWith(systems.FormatKeys(only));
        return keys;
    }

    private static HashSet<(string System, string Key)> FindNamedKeys(IReadOnlyList<string> words, ReferenceSystems systems) => [.. words
        .Select(SystemAndValue)
        .OfType<(string System, string Value)>()
        .Select(named => (named.System, systems.FormatKey(named.System, named.Value)))];

    private static (string System, string Value)? SystemAndValue(string word)
    {
        var slash = word.IndexOf('/');
        return slash > 0 && slash < word.Length - 1 ? (word[..slash].ToLowerInvariant(), word[(slash + 1)..]) : null;
    }

    /// <summary>The words that may be identifiers: they contain a digit, and surrounding punctuation is trimmed.</summary>
    private static IEnumerable<string> SplitWords(string text) =>
        SpokenWords.FindIn(text).Where(word => word.Length is >= 2 and <= LongestKey && word.Any(char.IsDigit));

    /// <summary>The keys of the whole text, and of the e-mail addresses in it.</summary>
    private static IReadOnlyList<string> FindContactKeys(string text, PhoneReader phones)
    {
        var whole = text.Length > LongestKey
            ? []
            : new[] { ContactKinds.Email, ContactKinds.Phone, ContactKinds.Handle }.Select(kind => (Kind: kind, Text: text));
        var addresses = SpokenWords.FindIn(text)
            .Where(word => word.Length <= LongestKey && word != text && word.Contains('@', StringComparison.Ordinal))
            .Take(MostAddresses);
        return [.. whole.Concat(addresses.Select(address => (Kind: ContactKinds.Email, Text: address)))
            .Select(read => (read.Kind, Key: ContactInput.FormatLookupKey(read.Kind, read.Text, phones)))
            .Where(read => read.Key is not null)
            .Select(read => read.Kind + ":" + read.Key)
            .Distinct()];
    }
}

/// <summary>Splits a text into words and trims surrounding punctuation.</summary>
internal static class SpokenWords
{
    private static readonly char[] Around =
        ['#', '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '[', ']', '<', '>', '„', '“', '”', '»', '«'];

    public static IEnumerable<string> FindIn(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Trim(Around))
        .Where(word => word.Length > 0);
}
