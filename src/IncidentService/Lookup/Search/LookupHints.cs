using System.Text;
using IncidentService.Contacts;
using IncidentService.Contacts.Phones;
using IncidentService.Incidents.Lists;
using IncidentService.References;

namespace IncidentService.Lookup.Search;

/// <summary>The hints of a lookup, in the form in which they are compared: contacts by kind, and references by system.</summary>
internal sealed class LookupHints
{
    private LookupHints(IReadOnlyDictionary<string, string> contacts, IReadOnlyList<ReferenceInput> references, string? name) =>
        (Contacts, References, Name) = (contacts, references, name);

    /// <summary>Lookup keys by kind of contact.</summary>
    public IReadOnlyDictionary<string, string> Contacts { get; }
    public IReadOnlyList<ReferenceInput> References { get; }
    public string? Name { get; }

    public bool IsEmpty => Contacts.Count == 0 && References.Count == 0 && Name is null && PhoneDigits is null;

    /// <summary>Parses the hints. A contact hint that cannot be parsed (a phone number "unknown") is ignored.</summary>
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
            PhoneDigits = given.GetValueOrDefault(ContactKinds.Phone) is { } phone && PhoneSpelling.Digits(phone) is { Length: > 0 } digits
                ? digits
                : null,
        };
    }

    /// <summary>
    /// The hints that agree with the incident, and those that contradict it: the incident has contacts of that kind, or references of that
    /// system, but not the given one. A name can only agree, because people share and misspell names.
    /// </summary>
    public (IReadOnlyList<string> Agree, IReadOnlyList<string> Contradict) Against(
        IReadOnlyList<Contact> contacts, IReadOnlyList<Reference> references)
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
            if (known.Count > 0)
                (known.Any(reference => reference.LookupValue == input.LookupValue) ? agree : contradict).Add(input.System);
        }
        if (Name is not null && contacts.Any(contact => contact.Kind == ContactKinds.Name && SameName(contact.Value)))
            agree.Add(ContactKinds.Name);
        return (agree, contradict);
    }

    /// <summary>True if the phone hint has the very digits that were quoted: the caller says that they are a phone number.</summary>
    public bool SaysPhone(QuotedText quoted) =>
        (Contacts.TryGetValue(ContactKinds.Phone, out var key) && quoted.ContactKeys.Contains(key))
            || (quoted.IsNumber && quoted.Numbers[0].ToString() == PhoneDigits);

    /// <summary>The digits of the phone hint as given; twelve digits need not be a valid phone number of any country.</summary>
    private string? PhoneDigits { get; init; }

    private bool SameName(string? other) => other is not null && Fold(other) == Fold(Name!);

    private static string Fold(string name) => string.Join(' ', SearchWords.Extract([name.Normalize(NormalizationForm.FormKC)]).Order());
}
