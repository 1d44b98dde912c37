using System.Globalization;
using System.Text;

namespace IncidentService.Contacts;

/// <summary>
/// Finds a customer's contacts within other values, whichever way they are written: in any case and width, percent-encoded, numbers with whatever
/// stands between their digits. When in doubt it is a contact: an identifier can be given again, a leak cannot be taken back.
/// </summary>
internal sealed class ContactTraces
{
    /// <summary>Shorter numbers stand by chance within longer ones, shorter words are words of the language.</summary>
    private const int ShortestNumber = 7;
    private const int ShortestWord = 5;

    private readonly HashSet<string> addresses = [];
    private readonly HashSet<string> numbers = [];
    private readonly HashSet<string> words = [];

    private ContactTraces() { }

    public static ContactTraces From(IEnumerable<ContactInput> contacts)
    {
        var traces = new ContactTraces();
        foreach (var contact in contacts) traces.Add(contact);
        return traces;
    }

    public static ContactTraces From(IEnumerable<Contact> contacts) => From(contacts.Select(contact => contact.Input).OfType<ContactInput>());

    /// <summary>The text is one of the contacts, or holds one.</summary>
    public bool FoundIn(string text)
    {
        var folded = Fold(text);
        if (addresses.Any(address => folded.Contains(address, StringComparison.Ordinal)) || words.Any(word => HasWord(folded, word))) return true;
        if (numbers.Count == 0) return false;
        var squeezed = Squeeze(folded);
        return numbers.Any(number => number.Length < ShortestNumber
            ? squeezed == number || HasWord(folded, number)
            : squeezed.Contains(number, StringComparison.Ordinal));
    }

    /// <summary>What the feed may tell of a value: nothing where that is one of the contacts, or looks like an address.</summary>
    public string? RemoveFrom(string value) => Fold(value).Contains('@', StringComparison.Ordinal) || FoundIn(value) ? null : value;

    private void Add(ContactInput contact)
    {
        var key = contact.LookupKey?[(contact.Kind.Length + 1)..];
        if (key is null && contact.Kind == ContactKinds.Phone) return; // of a caller who withheld the number, or no number at all
        if (key is null) words.Add(Fold(contact.Value));
        else if (contact.Kind == ContactKinds.Email) addresses.Add(key);
        else if (contact.Kind == ContactKinds.Handle) words.Add(key[(key.IndexOf(':') + 1)..]);
        else numbers.Add(contact.Kind == ContactKinds.Phone ? PhoneReader.NationalDigits(key) : key.ToLowerInvariant());
    }

    /// <summary>With no letter or digit beside it; a short one only as all there is, or after a mark that introduces a handle.</summary>
    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (end < text.Length && char.IsLetterOrDigit(text[end])) continue;
            if (at == 0 ? word.Length >= ShortestWord || end == text.Length : Begins(text[at - 1], word)) return true;
        }
        return false;
    }

    private static bool Begins(char before, string word) => word.Length >= ShortestWord ? !char.IsLetterOrDigit(before) : before is '@' or ':' or '/';

    private static string Fold(string text) => Uri.UnescapeDataString(Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKC)).ToLowerInvariant();

    /// <summary>Letters and digits alone, digits as ASCII.</summary>
    private static string Squeeze(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsDigit(character)) squeezed.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(character)));
            else if (char.IsLetter(character)) squeezed.Append(character);
        }
        return squeezed.ToString();
    }
}
