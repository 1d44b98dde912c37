using IncidentService.Incidents;

namespace IncidentService.Contacts;

/// <summary>Gives stored contacts their keys.</summary>
/// <param name="Version">What the keys depend on.</param>
/// <param name="KeyOf">A contact's key, as it is stored.</param>
/// <param name="HashKey">The configured key of contact hashes.</param>
internal sealed record Normaliser(string Version, Func<Contact, string?> KeyOf, byte[]? HashKey);

/// <summary>The normaliser that contacts have their keys from. Stored keys follow it at the next migration.</summary>
internal static class ContactKeys
{
    public static Normaliser By(ServiceSettings settings) => new(settings.Phones.Version, contact => KeyOf(contact, settings.Phones), settings.Permissions.HashKey);

    /// <summary>A handle or card number without a key was kept as text, and stays so.</summary>
    private static string? KeyOf(Contact contact, PhoneReader phones)
    {
        if (contact.LookupKey is null && contact.Kind is not (ContactKinds.Phone or ContactKinds.Email)) return null;
        if (ContactInput.FormatLookupKey(contact.Kind, contact.Value!, phones) is not { } value) return null;
        var key = $"{contact.Kind}:{value}";
        return contact.IsToConfirm ? Contact.KeyToConfirm(key) : key;
    }
}
