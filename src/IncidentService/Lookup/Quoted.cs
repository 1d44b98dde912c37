using System.Text.RegularExpressions;
using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Lookup;

/// <summary>What a customer said or pasted, taken apart into everything it could be.</summary>
internal sealed partial class Quoted
{
    private const int MostWords = 20;
    private const int LongestKey = 200;
    private const int LongestToMend = 64;

    private const int FewestDigits = IncidentNumberDigits - 1;
    private const int MostDigits = IncidentNumberDigits + 1;
    private const int IncidentNumberDigits = 12;

    private Quoted() { }

    /// <summary>The text is a valid number and nothing else: no other reading is tried first.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Numbers that stand in the text as they were issued.</summary>
    public IReadOnlyList<IncidentNumber> Numbers { get; private init; } = [];

    /// <summary>Numbers one slip away.</summary>
    public IReadOnlyList<Mend> Mends { get; private init; } = [];

    /// <summary>How the text, or a word of it, would stand among the references.</summary>
    public IReadOnlyList<string> ReferenceKeys { get; private init; } = [];

    /// <summary>The text read as an e-mail address, phone number or handle.</summary>
    public IReadOnlyList<string> ContactKeys { get; private init; } = [];

    public static Quoted Read(string? text, Systems systems, PhoneNumbers phones)
    {
        if (text is null) return new Quoted();
        var reading = NumberReader.Read(text);
        if (reading.Kind == ReadingKind.Exact)
        {
            return new Quoted
            {
                IsNumber = true,
                Numbers = [reading.Number],
                ReferenceKeys = KeysOf(text, systems),
                ContactKeys = ContactKeysOf(text, phones),
            };
        }
        return new Quoted
        {
            Numbers = [.. NumberFinder.Find(text).Where(found => !found.Lookalikes).Select(found => found.Number).Distinct()],
            Mends = MendsOf(text),
            ReferenceKeys = KeysOf(text, systems),
            ContactKeys = ContactKeysOf(text, phones),
        };
    }

    /// <summary>Of the text as a whole; else of the one run of digits in it that could be meant for a number. One guess a lookup, not one a word.</summary>
    private static IReadOnlyList<Mend> MendsOf(string text)
    {
        if (text.Length <= LongestToMend && NumberMender.Mend(text) is { Count: > 0 } whole) return whole;
        var runs = DigitRuns().Matches(text).Where(run => run.Value.Count(char.IsDigit) is >= FewestDigits and <= MostDigits).Take(2).ToList();
        return runs.Count == 1 ? NumberMender.Mend(runs[0].ValueSpan) : [];
    }

    private static IReadOnlyList<string> KeysOf(string text, Systems systems)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (text.Length <= LongestKey) keys.UnionWith(systems.KeysOf(text));
        foreach (var word in Words(text).Take(MostWords))
        {
            keys.UnionWith(systems.KeysOf(word));
            var slash = word.IndexOf('/');
            if (slash > 0 && slash < word.Length - 1) keys.UnionWith(systems.KeysOf(word[(slash + 1)..]));
        }
        return [.. keys];
    }

    /// <summary>The words that could be an identifier: with a digit, without what stands around them.</summary>
    private static IEnumerable<string> Words(string text) => text
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Trim('#', '.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '[', ']', '<', '>', '„', '“', '”', '»', '«'))
        .Where(word => word.Length is >= 2 and <= LongestKey && word.Any(char.IsDigit));

    private static IReadOnlyList<string> ContactKeysOf(string text, PhoneNumbers phones)
    {
        if (text.Length > LongestKey) return [];
        return [.. new[] { ContactKinds.Email, ContactKinds.Phone, ContactKinds.Handle }
            .Select(kind => (Kind: kind, Key: Contacts.GivenContact.KeyOf(kind, text, phones)))
            .Where(read => read.Key is not null)
            .Select(read => read.Kind + ":" + read.Key)];
    }

    /// <summary>Digits with at most one mark or space between two of them, and nothing that they could belong to on either side.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}])\p{Nd}(?:[ ./_\u2010-\u2015-]?\p{Nd})*(?![\p{L}\p{Nd}])")]
    private static partial Regex DigitRuns();
}
