using System.Text;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Common.Secrets;
using IncidentService.Contacts.LookupKeys;
using IncidentService.Contacts.Phones;

namespace IncidentService.Contacts;

internal static class ContactKinds
{
    public const string Email = "email";
    public const string Phone = "phone";
    public const string Handle = "handle";
    public const string Loyalty = "loyalty";
    public const string Name = "name";
    public static readonly IReadOnlyList<string> All = [Email, Phone, Handle, Loyalty, Name];
}

/// <summary>A contact of the customer in this incident, as stored. A removed contact keeps only its ordinal.</summary>
internal sealed class Contact
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public required string Kind { get; init; }
    public string? Value { get; init; }

    /// <summary>
    /// The key by which contacts of one customer are found. Null if the contact identifies nobody: a name, a withheld number, or a sender
    /// kept as text.
    /// </summary>
    public string? LookupKey { get; init; }

    public Instant AddedAt { get; init; }

    /// <summary>
    /// Whether it belongs to somebody who wrote in another customer's conversation. It finds no incident until a person confirms it.
    /// </summary>
    public bool IsToConfirm => LookupKey is { Length: > 0 } key && key[0] == ToConfirmMark;

    /// <summary>The contact as it was given; null if it was removed.</summary>
    public ContactInput? Input => Value is null ? null : new ContactInput(Kind, Value, IsToConfirm ? LookupKey![1..] : LookupKey);

    /// <summary>The stored form of a key that must not be found yet.</summary>
    public static string KeyToConfirm(string lookupKey) => ToConfirmMark + lookupKey;

    private const char ToConfirmMark = '?';
}

/// <summary>A validated contact, in the form in which contacts are compared.</summary>
internal sealed record ContactInput(string Kind, string Value, string? LookupKey)
{
    /// <summary>What the column takes, without kind and mark. A value is longer where characters such as ﷺ are written out.</summary>
    private const int MostOfKey = 250;

    /// <summary>Null if the value does not fit its kind; the error is recorded.</summary>
    public static ContactInput? Parse(string field, string? kind, string? value, PhoneReader phones, ValidationErrors errors)
    {
        var dot = field.Length == 0 ? "" : field + ".";
        var known = errors.ParseOneOf(dot + "kind", kind, ContactKinds.All, required: true);
        var text = errors.ParseLine(dot + "value", value, Limits.Line, required: true);
        if (known is null || text is null) return null;
        if (ParseValue(known, text, phones) is { } contact) return contact;
        errors.Add(dot + "value", known == ContactKinds.Phone ? Expected(phones.Parse(text).Fault) : Expected(known));
        return null;
    }

    /// <summary>
    /// Parses the sender of a message. A machine sends it and cannot correct it, so a value that does not fit its kind is kept as text, and
    /// a short code or a sender's name as a handle of the system that delivered it. Neither identifies anybody.
    /// </summary>
    public static ContactInput? ParseSender(string kind, string? value, string system, PhoneReader phones)
    {
        if (new ValidationErrors().ParseLine("", value, Limits.Line) is not { } text) return null;
        if (ParseValue(kind, text, phones) is { } contact) return contact;
        return kind == ContactKinds.Phone && phones.Parse(text).Fault == PhoneFault.Sender
            ? new ContactInput(ContactKinds.Handle, $"{system}:{text}", null)
            : new ContactInput(kind, StoredText.Mask(text), null);
    }

    /// <summary>Null if the value does not fit its kind. It has no key if it identifies nobody.</summary>
    private static ContactInput? ParseValue(string kind, string text, PhoneReader phones)
    {
        if (kind == ContactKinds.Name) return new ContactInput(kind, StoredText.Mask(text), null);
        var value = kind == ContactKinds.Email ? EmailAddress.Peel(text) : text;
        if (value is null || IsTooLongForKey(value)) return null;
        if (FormatLookupKey(kind, value, phones) is { } key) return new ContactInput(kind, value, kind + ":" + key);
        return StandsForWithheld(kind, value, phones) ? new ContactInput(kind, value, null) : null;
    }

    private static bool IsTooLongForKey(string value) => value.Normalize(NormalizationForm.FormKC).Length > MostOfKey;

    private static bool StandsForWithheld(string kind, string value, PhoneReader phones) => kind switch
    {
        ContactKinds.Email => WithheldCallers.IncludeAddress(value),
        ContactKinds.Phone => phones.Parse(value).Fault == PhoneFault.Withheld,
        ContactKinds.Handle => ParseHandle(value.Normalize(NormalizationForm.FormKC)) is not null,
        ContactKinds.Loyalty => ParseLoyalty(value.Normalize(NormalizationForm.FormKC)) is not null,
        _ => false,
    };

    public bool IsSameAs(Contact other) =>
        other.Value is not null && (LookupKey is null ? other.Kind == Kind && other.Value == Value : other.LookupKey == LookupKey);

    /// <summary>Whether the other is the same contact, not confirmed yet.</summary>
    public bool Confirms(Contact other) => LookupKey is not null && other.LookupKey == Contact.KeyToConfirm(LookupKey);

    /// <summary>
    /// The key of a value of this kind, or null. The database compares keys binary, so the comparison rules of the kind are applied here.
    /// </summary>
    public static string? FormatLookupKey(string kind, string value, PhoneReader phones)
    {
        var text = value.Normalize(NormalizationForm.FormKC).Trim();
        if (IsTooLongForKey(text)) return null;
        return kind switch
        {
            ContactKinds.Email =>
                EmailAddress.Peel(text) is { } address && !WithheldCallers.IncludeAddress(address) ? EmailAddress.KeyOf(address) : null,
            ContactKinds.Phone => phones.Normalise(text),
            ContactKinds.Handle =>
                ParseHandle(text) is { } handle && !WithheldCallers.IncludeAccount(handle.Name) ? $"{handle.Network}:{handle.Name}" : null,
            ContactKinds.Loyalty => ParseLoyalty(text) is { } number && !WithheldCallers.IncludeAccount(number) ? number : null,
            _ => null,
        };
    }

    private static (string Network, string Name)? ParseHandle(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1) return null;
        var name = text[(colon + 1)..].Trim().TrimStart('@');
        return name.Length == 0 ? null : (text[..colon].Trim().ToLowerInvariant(), name.ToLowerInvariant());
    }

    private static string? ParseLoyalty(string text)
    {
        var number = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return number.Length == 0 ? null : number;
    }

    private static string Expected(string kind) => kind switch
    {
        ContactKinds.Email => "must be an e-mail address such as anna@example.com",
        ContactKinds.Handle => "must name the network and the handle: x:@anna",
        _ => "must hold letters or digits",
    };

    private static string Expected(PhoneFault fault) => fault switch
    {
        PhoneFault.TwoNumbers => "holds two phone numbers: give each as a contact of its own",
        PhoneFault.ZeroCountry => "begins with + and 0, and no country code begins with 0: write +49 or 0049, not +0049",
        PhoneFault.WrongLength => "has too few or too many digits for a phone number of its country",
        PhoneFault.Sender => "is a short code or a sender's name, no phone number: give it as a handle of its channel, such as sms:32665",
        _ => "must be a phone number of 5 to 15 digits, best with its country: +1 555 010 0199",
    };
}
