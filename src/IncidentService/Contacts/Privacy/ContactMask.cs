namespace IncidentService.Contacts.Privacy;

/// <summary>Masks a contact. It shows enough to ask "is it the one ending in …?", but not enough to learn the contact.</summary>
internal static class ContactMask
{
    private const string Hidden = "•••";

    public static string Mask(string kind, string value) => kind switch
    {
        ContactKinds.Email when value.LastIndexOf('@') is > 0 and var at => FirstCharacter(value) + Hidden + value[at..],
        ContactKinds.Handle when value.IndexOf(':') is > 0 and var colon => value[..(colon + 1)] + Hidden,
        ContactKinds.Phone or ContactKinds.Loyalty when value.Length > 4 => Hidden + LastTwo(value),
        ContactKinds.Name => FirstCharacter(value) + Hidden,
        _ => Hidden,
    };

    /// <summary>One of them, if the other is half of a character.</summary>
    private static string LastTwo(string value) => char.IsLowSurrogate(value[^2]) ? value[^1..] : value[^2..];

    private static string FirstCharacter(string value) => char.IsHighSurrogate(value[0]) ? value[..2] : value[..1];
}
