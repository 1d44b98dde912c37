namespace IncidentService.Contacts;

/// <summary>Why a text is no phone number that somebody could be known by.</summary>
internal enum PhoneFault
{
    None,
    NoNumber,

    /// <summary>What phone systems write for a caller who withholds the number.</summary>
    Withheld,

    /// <summary>A short code or a sender's name: it means something within its channel alone.</summary>
    Sender,
    TwoNumbers,

    /// <summary>+0049…: no country code begins with 0.</summary>
    ZeroCountry,
    WrongLength,
}

/// <summary>A text read as a phone number.</summary>
/// <param name="Key">E.164 without the extension; bare digits where no country is known; null when there is a fault.</param>
/// <param name="Extension">The digits dialled afterwards; everybody behind one switchboard is one customer.</param>
/// <param name="Fault">Why it has no key.</param>
internal readonly record struct PhoneReading(string? Key, string? Extension, PhoneFault Fault)
{
    public PhoneReading(PhoneFault fault) : this(null, null, fault) { }
}
