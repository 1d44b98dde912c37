using System.Globalization;
using System.Text;
using IncidentService.Contacts.Phones;

namespace IncidentService.Contacts.Privacy;

/// <summary>
/// Finds a customer's contacts in other values, however they are written: in any case and width, percent-encoded, and numbers with any
/// separators. In doubt, a value counts as a contact: an identifier can be entered again, but a leak cannot be undone.
/// </summary>
internal sealed class ContactTraces
{
    /// <summary>Shorter numbers occur in longer ones by chance, and shorter words are common words.</summary>
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

    public static ContactTraces From(IEnumerable<Contact> contacts) =>
        From(contacts.Select(contact => contact.Input).OfType<ContactInput>());

    /// <summary>Whether the text is or contains one of the contacts.</summary>
    public bool FoundIn(string text)
    {
        var folded = Fold(text);
        if (addresses.Any(address => folded.Contains(address, StringComparison.Ordinal)) || words.Any(word => HasWord(folded, word)))
            return true;
        if (numbers.Count == 0) return false;
        var squeezed = Squeeze(folded);
        return numbers.Any(number => number.Length < ShortestNumber
            ? squeezed == number || HasWord(folded, number)
            : squeezed.Contains(number, StringComparison.Ordinal));
    }

    /// <summary>The value if the feed may contain it; null if it contains a contact or looks like an address.</summary>
    public string? RemoveFrom(string value) => Fold(value).Contains('@', StringComparison.Ordinal) || FoundIn(value) ? null : value;

    private void Add(ContactInput contact)
    {
        var key = contact.LookupKey?[(contact.Kind.Length + 1)..];
        if (key is null && contact.Kind == ContactKinds.Phone) return; // a withheld number, or not a phone number
        if (key is null) words.Add(Fold(contact.Value));
        else if (contact.Kind == ContactKinds.Email) addresses.Add(key);
        else if (contact.Kind == ContactKinds.Handle) words.Add(key[(key.IndexOf(':') + 1)..]);
        else numbers.Add(contact.Kind == ContactKinds.Phone ? PhoneReader.NationalDigits(key) : key.ToLowerInvariant());
    }

    /// <summary>
    /// Whether the text contains the word without a letter or digit next to it. A short word counts only as the whole text, or after a
    /// character that introduces a handle.
    /// </summary>
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

    private static bool Begins(char before, string word) =>
        word.Length >= ShortestWord ? !char.IsLetterOrDigit(before) : before is '@' or ':' or '/';

    private static string Fold(string text) =>
        Uri.UnescapeDataString(Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKC)).ToLowerInvariant();

    /// <summary>Only the letters and digits of the text, with digits as ASCII.</summary>
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
