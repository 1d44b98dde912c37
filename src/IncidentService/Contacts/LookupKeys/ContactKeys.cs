using IncidentService.Changes;
using IncidentService.Contacts.Phones;

namespace IncidentService.Contacts.LookupKeys;

/// <summary>Computes the lookup keys of stored contacts.</summary>
/// <param name="Version">The rules that the keys depend on.</param>
/// <param name="KeyOf">Computes the key of a contact, as stored.</param>
/// <param name="HashKey">The configured key for contact hashes.</param>
internal sealed record Normaliser(string Version, Func<Contact, string?> KeyOf, byte[]? HashKey);

/// <summary>Creates the normaliser for the lookup keys of contacts. The next migration updates the stored keys to it.</summary>
internal static class ContactKeys
{
    public static Normaliser CreateNormaliser(ServiceSettings settings) =>
        new(settings.Phones.Version, contact => KeyOf(contact, settings.Phones), settings.Permissions.HashKey);

    /// <summary>A handle or loyalty number without a key was kept as text, and stays without a key.</summary>
    private static string? KeyOf(Contact contact, PhoneReader phones)
    {
        if (contact.LookupKey is null && contact.Kind is not (ContactKinds.Phone or ContactKinds.Email)) return null;
        if (ContactInput.FormatLookupKey(contact.Kind, contact.Value!, phones) is not { } value) return null;
        var key = $"{contact.Kind}:{value}";
        return contact.IsToConfirm ? Contact.KeyToConfirm(key) : key;
    }
}
