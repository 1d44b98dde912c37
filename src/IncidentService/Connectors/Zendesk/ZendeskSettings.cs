using System.Globalization;

namespace IncidentService.Connectors.Zendesk;

/// <summary>The settings of the Zendesk connector; absent if it is not used.</summary>
internal sealed record ZendeskSettings
{
    public const string Section = "Connectors:Zendesk";

    /// <summary>The name of the system in references and messages.</summary>
    public const string System = "zendesk";

    /// <summary>What the tag that carries an incident number begins with.</summary>
    public const string TagPrefix = "incident_";

    /// <summary>The secret with which Zendesk signs its webhook: Admin Center, the webhook, Reveal secret.</summary>
    public required string SigningSecret { get; init; }

    /// <summary>The API key with which messages are recorded. Its only channel is the channel of the desk.</summary>
    public required string Key { get; init; }

    /// <summary>The API for writing to tickets; null if the service only receives events.</summary>
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

/// <summary>The address of Zendesk's API, and an agent's API token.</summary>
internal sealed record ZendeskApi(Uri Url, string Email, string Token, long? NumberField)
{
    public static ZendeskApi? From(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        ConnectorSettings.ValidateNames(section, nameof(Url), nameof(Email), nameof(Token), nameof(NumberField));
        return new ZendeskApi(
            ConnectorSettings.Address(section, nameof(Url)),
            ConnectorSettings.Required(section, nameof(Email)),
            ConnectorSettings.Required(section, nameof(Token)),
            ParseField(section));
    }

    /// <summary>The id of the ticket field for the incident's number.</summary>
    private static long? ParseField(IConfigurationSection section)
    {
        if (section[nameof(NumberField)] is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new InvalidOperationException(
                $"{section.Path}:{nameof(NumberField)} is \"{text}\"; it must be the id of a ticket field.");
    }
}
