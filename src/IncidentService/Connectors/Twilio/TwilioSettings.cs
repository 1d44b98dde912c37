using System.Text.RegularExpressions;

namespace IncidentService.Connectors.Twilio;

/// <summary>How the phone menu works with Twilio; absent where it does not.</summary>
internal sealed partial record TwilioSettings
{
    public const string Section = "Connectors:Twilio";

    /// <summary>What Twilio signs its requests with.</summary>
    public required string AuthToken { get; init; }

    /// <summary>The address under which Twilio knows the service, up to /connectors: that is what it signs, whatever a proxy makes of it.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>The API key that lookups are made with. Its one channel is the menu's.</summary>
    public required string Key { get; init; }

    /// <summary>Where calls are passed on to; null where they cannot be.</summary>
    public string? Desk { get; init; }

    /// <summary>Whose time is spoken.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public static TwilioSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(section, nameof(AuthToken), nameof(PublicUrl), nameof(Key), nameof(Desk), nameof(Zone));
        return new TwilioSettings
        {
            AuthToken = ConnectorSettings.Required(section, nameof(AuthToken)),
            PublicUrl = ConnectorSettings.Address(section, nameof(PublicUrl)),
            Key = ConnectorSettings.ApiKey(section, nameof(Key)),
            Desk = ParseDesk(section[nameof(Desk)]),
            Zone = ConnectorSettings.Zone(section, nameof(Zone)),
        };
    }

    /// <summary>The address of a page of the menu, as Twilio is to call it.</summary>
    public string UrlOf(string page) => $"{PublicUrl.AbsoluteUri.TrimEnd('/')}/connectors/twilio/{page}";

    private static string? ParseDesk(string? given) => string.IsNullOrEmpty(given) || PhoneNumber().IsMatch(given)
        ? given is "" ? null : given
        : throw new InvalidOperationException($"{Section}:{nameof(Desk)} must be a phone number with its country, such as +15550100199.");

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex PhoneNumber();
}
