using System.Text;
using IncidentService.Hosting;
using IncidentService.Storage;

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

    /// <summary>What two contacts of one customer have in common; null for a name, which proves nothing.</summary>
    public string? LookupKey { get; init; }

    public Instant AddedAt { get; init; }

    /// <summary>As it was given; null once it is removed.</summary>
    public GivenContact? Given => Value is null ? null : new GivenContact(Kind, Value, LookupKey);
}

/// <summary>A contact as somebody gives it, read into the form in which it is compared.</summary>
internal sealed record GivenContact(string Kind, string Value, string? LookupKey)
{
    /// <summary>Null, with the fault noted, when the value is none of its kind.</summary>
    public static GivenContact? Read(string field, string? kind, string? value, PhoneNumbers phones, Faults faults)
    {
        var dot = field.Length == 0 ? "" : field + ".";
        var known = faults.OneOf(dot + "kind", kind, ContactKinds.All, required: true);
        var text = faults.Line(dot + "value", value, Limits.Line, required: true);
        if (known is null || text is null) return null;
        if (known == ContactKinds.Name) return new GivenContact(known, PaymentCards.Mask(text), null);
        if (KeyOf(known, text, phones) is { } key) return new GivenContact(known, text, known + ":" + key);
        faults.Add(dot + "value", Expected(known));
        return null;
    }

    public bool IsSameAs(Contact other) =>
        other.Value is not null && (LookupKey is null ? other.Kind == Kind && other.Value == Value : other.LookupKey == LookupKey);

    /// <summary>The key of a value said to be of this kind, or null. Compared binary, so the rule of the kind is applied here.</summary>
    public static string? KeyOf(string kind, string value, PhoneNumbers phones)
    {
        var text = value.Normalize(NormalizationForm.FormKC).Trim();
        return kind switch
        {
            ContactKinds.Email => Email(text),
            ContactKinds.Phone => phones.Normalise(text),
            ContactKinds.Handle => Handle(text),
            ContactKinds.Loyalty => Loyalty(text),
            _ => null,
        };
    }

    private static string? Email(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1 && !text.Any(char.IsWhiteSpace) ? text.ToLowerInvariant() : null;
    }

    private static string? Handle(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 1) return null;
        var name = text[(colon + 1)..].Trim().TrimStart('@');
        return name.Length == 0 ? null : $"{text[..colon].Trim()}:{name}".ToLowerInvariant();
    }

    private static string? Loyalty(string text)
    {
        var number = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return number.Length == 0 ? null : number;
    }

    private static string Expected(string kind) => kind switch
    {
        ContactKinds.Email => "must be an e-mail address such as anna@example.com",
        ContactKinds.Phone => "must be a phone number of 5 to 15 digits, best with its country: +1 555 010 0199",
        ContactKinds.Handle => "must name the network and the handle: x:@anna",
        _ => "must hold letters or digits",
    };
}
