using System.Text.RegularExpressions;
using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Lookup;

/// <summary>What a customer said or pasted, taken apart into everything it could be.</summary>
internal sealed partial class QuotedText
{
    private const int MostWords = 20;
    private const int MostAddresses = 5;
    internal const int MostNumbers = 8;
    private const int DigitsOfIdentifier = 5;
    private const int LongestKey = 200;
    private const int LongestToMend = 64;

    private const int FewestDigits = IncidentNumberDigits - 1;
    private const int MostDigits = IncidentNumberDigits + 1;
    private const int IncidentNumberDigits = 12;

    /// <summary>What people say before another system's number.</summary>
    private static readonly HashSet<string> Introductions =
        ["my", "the", "is", "it's", "ticket", "case", "incident", "order", "request", "conversation", "reference", "ref", "number", "no", "nr", "id"];

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

    /// <summary>The text is a valid number and nothing else: no other reading is tried first.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Numbers that stand in the text as they were issued.</summary>
    public IReadOnlyList<IncidentNumber> Numbers { get; private init; } = [];

    /// <summary>Numbers read through what tools do to them, strongest first; looked for only where none of <see cref="Numbers"/> has an incident.</summary>
    public IReadOnlyList<PossibleNumber> Possible => possible.Value;

    /// <summary>A spreadsheet cut the last digits of a number off.</summary>
    public bool IsShortened { get; private init; }

    /// <summary>Numbers one slip away.</summary>
    public IReadOnlyList<Mend> Mends { get; private init; } = [];

    /// <summary>How the text, or a word of it, would stand among the references.</summary>
    public IReadOnlyList<string> ReferenceKeys => referenceKeys.Value;

    /// <summary>Those of them that the text is as a whole, but for words such as "ticket no.": only these are certain.</summary>
    public IReadOnlySet<string> WholeKeys => wholeKeys.Value;

    /// <summary>References that name their system: zendesk/48211.</summary>
    public IReadOnlySet<(string System, string Key)> NamedKeys => namedKeys.Value;

    /// <summary>How many numbers or identifiers the text holds beyond the first: each of them is a guess of its own.</summary>
    public int Extra => Math.Max(ExtraWords, possible.IsValueCreated ? Numbers.Count + Possible.Count - 1 : 0);

    private int ExtraWords { get; init; }

    /// <summary>The text read as an e-mail address, phone number or handle.</summary>
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

    /// <summary>Of the text as a whole; else of the one run of digits in it that could be meant for a number. One guess a lookup, not one a word.</summary>
    private static IReadOnlyList<Mend> FindRepairs(string text)
    {
        if (text.Length <= LongestToMend && NumberMender.Mend(text) is { Count: > 0 } whole) return whole;
        var runs = DigitRuns().Matches(text).Where(run => run.Value.Count(char.IsDigit) is >= FewestDigits and <= MostDigits).Take(2).ToList();
        return runs.Count == 1 ? NumberMender.Mend(runs[0].ValueSpan) : [];
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

    /// <summary>The words that could be an identifier: with a digit, without what stands around them.</summary>
    private static IEnumerable<string> SplitWords(string text) => SpokenWords.FindIn(text).Where(word => word.Length is >= 2 and <= LongestKey && word.Any(char.IsDigit));

    /// <summary>The text as a whole, and the e-mail addresses that stand in it.</summary>
    private static IReadOnlyList<string> FindContactKeys(string text, PhoneReader phones)
    {
        var whole = text.Length > LongestKey ? [] : new[] { ContactKinds.Email, ContactKinds.Phone, ContactKinds.Handle }.Select(kind => (Kind: kind, Text: text));
        var addresses = SpokenWords.FindIn(text).Where(word => word.Length <= LongestKey && word.Contains('@', StringComparison.Ordinal)).Take(MostAddresses);
        return [.. whole.Concat(addresses.Select(address => (Kind: ContactKinds.Email, Text: address)))
            .Select(read => (read.Kind, Key: ContactInput.FormatLookupKey(read.Kind, read.Text, phones)))
            .Where(read => read.Key is not null)
            .Select(read => read.Kind + ":" + read.Key)
            .Distinct()];
    }

    /// <summary>Digits with at most one mark or space between two of them, and nothing that they could belong to on either side.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])\p{Nd}(?:[ ./_\u2010-\u2015-]?\p{Nd})*(?![\p{L}\p{Nd}])")]
    private static partial Regex DigitRuns();
}
