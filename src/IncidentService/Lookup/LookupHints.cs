using System.Text;
using IncidentService.Contacts;
using IncidentService.Incidents;
using IncidentService.References;

namespace IncidentService.Lookup;

/// <summary>What else the customer said: contacts by their kind, references by their system, each as it is compared.</summary>
internal sealed class LookupHints
{
    private LookupHints(IReadOnlyDictionary<string, string> contacts, IReadOnlyList<ReferenceInput> references, string? name) =>
        (Contacts, References, Name) = (contacts, references, name);

    /// <summary>Lookup keys by kind of contact.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; }
    public IReadOnlyList<ReferenceInput> References { get; }
    public string? Name { get; }

    public bool IsEmpty => Contacts.Count == 0 && References.Count == 0 && Name is null && PhoneDigits is null;

    /// <summary>A hint that cannot be read (a phone number of "unknown") hints at nothing.</summary>
    public static LookupHints Parse(IReadOnlyDictionary<string, string> given, ReferenceSystems systems, PhoneReader phones)
    {
        var contacts = new Dictionary<string, string>();
        var references = new List<ReferenceInput>();
        foreach (var (name, value) in given)
        {
            if (name == ContactKinds.Name) continue;
            if (!ContactKinds.All.Contains(name)) references.Add(new ReferenceInput(name, value, systems.FormatKey(name, value)));
            else if (ContactInput.FormatLookupKey(name, value, phones) is { } key) contacts[name] = name + ":" + key;
        }
        return new LookupHints(contacts, references, given.GetValueOrDefault(ContactKinds.Name))
        {
            PhoneDigits = given.GetValueOrDefault(ContactKinds.Phone) is { } phone && PhoneSpelling.Digits(phone) is { Length: > 0 } digits ? digits : null,
        };
    }

    /// <summary>
    /// Which hints the incident bears out, and which it speaks against: it has contacts of that kind, or references of that system, and none is
    /// the one given. A name can only agree; people share names and misspell them.
    /// </summary>
    public (IReadOnlyList<string> Agree, IReadOnlyList<string> Contradict) Against(IReadOnlyList<Contact> contacts, IReadOnlyList<Reference> references)
    {
        var (agree, contradict) = (new List<string>(), new List<string>());
        foreach (var (kind, key) in Contacts)
        {
            var known = contacts.Where(contact => contact.Kind == kind && contact.LookupKey is not null).ToList();
            if (known.Count > 0) (known.Any(contact => contact.LookupKey == key) ? agree : contradict).Add(kind);
        }
        foreach (var input in References)
        {
            var known = references.Where(reference => reference.System == input.System).ToList();
            if (known.Count > 0) (known.Any(reference => reference.LookupValue == input.LookupValue) ? agree : contradict).Add(input.System);
        }
        if (Name is not null && contacts.Any(contact => contact.Kind == ContactKinds.Name && SameName(contact.Value))) agree.Add(ContactKinds.Name);
        return (agree, contradict);
    }

    /// <summary>The caller says that the very digits that were quoted are a phone number.</summary>
    public bool SaysPhone(QuotedText quoted) =>
        (Contacts.TryGetValue(ContactKinds.Phone, out var key) && quoted.ContactKeys.Contains(key)) || (quoted.IsNumber && quoted.Numbers[0].ToString() == PhoneDigits);

    /// <summary>As they were given: twelve digits may be no phone number of any country.</summary>
    private string? PhoneDigits { get; init; }

    private bool SameName(string? other) => other is not null && Fold(other) == Fold(Name!);

    private static string Fold(string name) => string.Join(' ', SearchWords.Extract([name.Normalize(NormalizationForm.FormKC)]).Order());
}
