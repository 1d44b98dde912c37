using IncidentNumbers;
using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Lookup;

/// <summary>What a customer said or pasted, taken apart into everything it could be.</summary>
internal sealed class Quoted
{
    private const int MostWords = 20;
    private const int LongestKey = 200;
    private const int LongestToMend = 64;

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
            Mends = text.Length <= LongestToMend ? NumberMender.Mend(text) : [],
            ReferenceKeys = KeysOf(text, systems),
            ContactKeys = ContactKeysOf(text, phones),
        };
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
}
