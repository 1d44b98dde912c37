using IncidentService.Hosting;
using IncidentService.Storage;

namespace IncidentService.Contacts;

/// <summary>The normaliser that contacts have their keys from. Stored keys follow it at the next migration.</summary>
internal static class ContactKeys
{
    public static Normaliser By(Rulebook rules) => new(rules.Phones.Version, contact => KeyOf(contact, rules.Phones), rules.Permissions.HashKey);

    /// <summary>Of those kinds that tools spell in many ways; the others keep theirs.</summary>
    private static string? KeyOf(Contact contact, PhoneReader phones)
    {
        if (contact.Kind is not (ContactKinds.Phone or ContactKinds.Email)) return contact.LookupKey;
        if (GivenContact.KeyOf(contact.Kind, contact.Value!, phones) is not { } value) return null;
        var key = $"{contact.Kind}:{value}";
        return contact.IsToConfirm ? Contact.KeyToConfirm(key) : key;
    }
}
