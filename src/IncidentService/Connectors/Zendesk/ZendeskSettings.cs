using System.Globalization;
using IncidentService.Keys;

namespace IncidentService.Connectors.Zendesk;

/// <summary>How the service works with Zendesk; absent where it does not.</summary>
internal sealed record ZendeskSettings
{
    public const string Section = "Connectors:Zendesk";

    /// <summary>What the name of the system is among references and messages.</summary>
    public const string System = "zendesk";

    /// <summary>What Zendesk signs its webhook with: Admin Center, the webhook, Reveal secret.</summary>
    public required string SigningSecret { get; init; }

    /// <summary>The API key that messages are taken in with. Its one channel is the desk's.</summary>
    public required string Key { get; init; }

    /// <summary>Where and as whom tickets are written to; null where they are only read of.</summary>
    public ZendeskApi? Api { get; init; }

    public static ZendeskSettings? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(section, nameof(SigningSecret), nameof(Key), nameof(Api));
        return new ZendeskSettings
        {
            SigningSecret = ConnectorSettings.Required(section, nameof(SigningSecret)),
            Key = ConnectorSettings.ApiKey(section, nameof(Key)),
            Api = ZendeskApi.From(section.GetSection(nameof(Api))),
        };
    }
}

/// <summary>Zendesk's own API, with an API token of an agent.</summary>
internal sealed record ZendeskApi(Uri Url, string Email, string Token, long? NumberField)
{
    public static ZendeskApi? From(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(section, nameof(Url), nameof(Email), nameof(Token), nameof(NumberField));
        return new ZendeskApi(
            ConnectorSettings.Address(section, nameof(Url)), ConnectorSettings.Required(section, nameof(Email)), ConnectorSettings.Required(section, nameof(Token)), ParseField(section));
    }

    /// <summary>The id of the ticket field that is to hold the incident's number.</summary>
    private static long? ParseField(IConfigurationSection section)
    {
        if (section[nameof(NumberField)] is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new InvalidOperationException($"{section.Path}:{nameof(NumberField)} is \"{text}\"; it must be the id of a ticket field.");
    }
}
