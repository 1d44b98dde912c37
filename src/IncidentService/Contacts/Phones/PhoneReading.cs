namespace IncidentService.Contacts.Phones;

/// <summary>Why a text is not a phone number that identifies somebody.</summary>
internal enum PhoneFault
{
    None,
    NoNumber,

    /// <summary>The text that phone systems write for a withheld number.</summary>
    Withheld,

    /// <summary>A short code or a sender's name, which has a meaning only within its channel.</summary>
    Sender,
    TwoNumbers,

    /// <summary>+0049…: no country code begins with 0.</summary>
    ZeroCountry,
    WrongLength,
}

/// <summary>A text read as a phone number.</summary>
/// <param name="Key">E.164 without the extension; only digits if no country is known; null if there is a fault.</param>
/// <param name="Extension">The digits that are dialled afterwards. They are not part of the key: everybody behind one switchboard is one
/// customer.</param>
/// <param name="Fault">Why it has no key.</param>
internal readonly record struct PhoneReading(string? Key, string? Extension, PhoneFault Fault)
{
    public PhoneReading(PhoneFault fault) : this(null, null, fault) { }
}
