using System.Text.RegularExpressions;
using IncidentService.Common.Settings;

namespace IncidentService.Connectors.Twilio;

/// <summary>The settings of the phone menu; absent if it is not used.</summary>
internal sealed partial record TwilioSettings
{
    public const string Section = "Connectors:Twilio";

    /// <summary>The name of the system in messages.</summary>
    public const string System = "twilio";

    private const int DefaultCallBackHours = 24;
    private const int MostCallBackHours = 24 * 30;
    private const UriComponents Parts = UriComponents.Scheme | UriComponents.Host | UriComponents.Path;

    /// <summary>The token with which Twilio signs its requests.</summary>
    public required string AuthToken { get; init; }

    /// <summary>The address that Twilio calls, up to /connectors. Twilio signs this address, whatever a proxy makes of it.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>The API key for lookups. Its only channel is the channel of the menu.</summary>
    public required string Key { get; init; }

    /// <summary>The phone number to which calls are transferred; null if they are not transferred.</summary>
    public string? Desk { get; init; }

    /// <summary>Within how many hours a caller whom nobody answered is promised a call back.</summary>
    public required int CallBackHours { get; init; }

    /// <summary>The time zone of the times that the menu says.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public static TwilioSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(
            section, nameof(AuthToken), nameof(PublicUrl), nameof(Key), nameof(Desk), nameof(Zone),
            nameof(CallBackHours));
        return new TwilioSettings
        {
            AuthToken = ConnectorSettings.Required(section, nameof(AuthToken)),
            PublicUrl = ConnectorSettings.Address(section, nameof(PublicUrl)),
            Key = ConnectorSettings.ApiKey(section, nameof(Key)),
            Desk = ParseDesk(section[nameof(Desk)]),
            Zone = ConnectorSettings.Zone(section, nameof(Zone)),
            CallBackHours = ParseHours(section[nameof(CallBackHours)]),
        };
    }

    /// <summary>The public address with its port and without.</summary>
    public IReadOnlyList<string> SignedUrls =>
    [
        PublicUrl.GetComponents(Parts, UriFormat.UriEscaped).TrimEnd('/'),
        PublicUrl.GetComponents(Parts | UriComponents.StrongPort, UriFormat.UriEscaped).TrimEnd('/'),
    ];

    /// <summary>The address at which Twilio calls a page of the menu.</summary>
    public string UrlOf(string page) => $"{PublicUrl.AbsoluteUri.TrimEnd('/')}/connectors/twilio/{page}";

    private static int ParseHours(string? given) => WholeNumber.Parse(
        $"{Section}:{nameof(CallBackHours)}", given is "" ? null : given, DefaultCallBackHours, (1, MostCallBackHours));

    private static string? ParseDesk(string? given) => string.IsNullOrEmpty(given) || PhoneNumber().IsMatch(given)
        ? given is "" ? null : given
        : throw new InvalidOperationException($"{Section}:{nameof(Desk)} must be a phone number with its country, such as +15550100199.");

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z")]
    private static partial Regex PhoneNumber();
}
