using System.Text;
using IncidentService.Common;

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

/// <summary>How the customer is known here, as stored. A removed contact keeps its ordinal alone.</summary>
internal sealed class Contact
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public required string Kind { get; init; }
    public string? Value { get; init; }

    /// <summary>What two contacts of one customer have in common; null for what identifies nobody: a name, a withheld number, a sender kept as text.</summary>
    public string? LookupKey { get; init; }

    public Instant AddedAt { get; init; }

    /// <summary>Of somebody who wrote in the conversation of another customer: nobody is found by it until a person confirms it.</summary>
    public bool IsToConfirm => LookupKey is { Length: > 0 } key && key[0] == ToConfirmMark;

    /// <summary>As it was given; null once it is removed.</summary>
    public ContactInput? Input => Value is null ? null : new ContactInput(Kind, Value, IsToConfirm ? LookupKey![1..] : LookupKey);

    /// <summary>How a key is stored that is not to be found yet.</summary>
    public static string KeyToConfirm(string lookupKey) => ToConfirmMark + lookupKey;

    private const char ToConfirmMark = '?';
}

/// <summary>A contact as somebody gives it, read into the form in which it is compared.</summary>
internal sealed record ContactInput(string Kind, string Value, string? LookupKey)
{
    /// <summary>Null, with the fault noted, when the value is none of its kind.</summary>
    public static ContactInput? Parse(string field, string? kind, string? value, PhoneReader phones, ValidationErrors errors)
    {
        var dot = field.Length == 0 ? "" : field + ".";
        var known = errors.ParseOneOf(dot + "kind", kind, ContactKinds.All, required: true);
        var text = errors.ParseLine(dot + "value", value, Limits.Line, required: true);
        if (known is null || text is null) return null;
        if (Of(known, text, phones) is { } contact) return contact;
        errors.Add(dot + "value", known == ContactKinds.Phone ? Expected(phones.Read(text).Fault) : Expected(known));
        return null;
    }

    /// <summary>
    /// The sender of a message, told by a machine that cannot correct itself: what is none of its kind is kept as text, and a short code or a
    /// sender's name as a handle of the system that delivered it. Neither identifies anybody.
    /// </summary>
    public static ContactInput? ReadSender(string field, string? kind, string? value, string system, PhoneReader phones, ValidationErrors errors)
    {
        var known = errors.ParseOneOf(field + ".kind", kind, ContactKinds.All, required: true);
        var text = errors.ParseLine(field + ".value", value, Limits.Line);
        if (known is null || text is null) return null;
        if (Of(known, text, phones) is { } contact) return contact;
        return known == ContactKinds.Phone && phones.Read(text).Fault == PhoneFault.Sender
            ? new ContactInput(ContactKinds.Handle, $"{system}:{text}", null)
            : new ContactInput(known, PaymentCards.Mask(text), null);
    }

    /// <summary>Null when the value is none of its kind. Without a key when it is one that identifies nobody.</summary>
    private static ContactInput? Of(string kind, string text, PhoneReader phones)
    {
        if (kind == ContactKinds.Name) return new ContactInput(kind, PaymentCards.Mask(text), null);
        var value = kind == ContactKinds.Email ? EmailAddress.Peel(text) : text;
        if (value is null) return null;
        if (FormatLookupKey(kind, value, phones) is { } key) return new ContactInput(kind, value, kind + ":" + key);
        return StandsForWithheld(kind, value, phones) ? new ContactInput(kind, value, null) : null;
    }

    private static bool StandsForWithheld(string kind, string value, PhoneReader phones) => kind switch
    {
        ContactKinds.Email => WithheldCallers.IncludeAddress(value),
        ContactKinds.Phone => phones.Read(value).Fault == PhoneFault.Withheld,
        ContactKinds.Handle => HandleOf(value.Normalize(NormalizationForm.FormKC)) is not null,
        ContactKinds.Loyalty => LoyaltyOf(value.Normalize(NormalizationForm.FormKC)) is not null,
        _ => false,
    };

    public bool IsSameAs(Contact other) =>
        other.Value is not null && (LookupKey is null ? other.Kind == Kind && other.Value == Value : other.LookupKey == LookupKey);

    /// <summary>The other is this contact, seen in a conversation and not confirmed yet.</summary>
    public bool Confirms(Contact other) => LookupKey is not null && other.LookupKey == Contact.KeyToConfirm(LookupKey);

    /// <summary>The key of a value said to be of this kind, or null. Compared binary, so the rule of the kind is applied here.</summary>
    public static string? FormatLookupKey(string kind, string value, PhoneReader phones)
    {
        var text = value.Normalize(NormalizationForm.FormKC).Trim();
        return kind switch
        {
            ContactKinds.Email => EmailAddress.Peel(text) is { } address && !WithheldCallers.IncludeAddress(address) ? EmailAddress.KeyOf(address) : null,
            ContactKinds.Phone => phones.Normalise(text),
            ContactKinds.Handle => HandleOf(text) is { } handle && !WithheldCallers.IncludeAccount(handle.Name) ? $"{handle.Network}:{handle.Name}" : null,
            ContactKinds.Loyalty => LoyaltyOf(text) is { } number && !WithheldCallers.IncludeAccount(number) ? number : null,
            _ => null,
        };
    }

    private static (string Network, string Name)? HandleOf(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1) return null;
        var name = text[(colon + 1)..].Trim().TrimStart('@');
        return name.Length == 0 ? null : (text[..colon].Trim().ToLowerInvariant(), name.ToLowerInvariant());
    }

    private static string? LoyaltyOf(string text)
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
