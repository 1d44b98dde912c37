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

    public static ZendeskSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.Exists()) return null;
        Settings.Only(section, nameof(SigningSecret), nameof(Key), nameof(Api));
        return new ZendeskSettings
        {
            SigningSecret = Settings.Required(section, nameof(SigningSecret)),
            Key = Settings.ApiKey(section, nameof(Key)),
            Api = ZendeskApi.Read(section.GetSection(nameof(Api))),
        };
    }
}

/// <summary>Zendesk's own API, with an API token of an agent.</summary>
internal sealed record ZendeskApi(Uri Url, string Email, string Token, long? NumberField)
{
    public static ZendeskApi? Read(IConfigurationSection section)
    {
        if (!section.Exists()) return null;
        Settings.Only(section, nameof(Url), nameof(Email), nameof(Token), nameof(NumberField));
        return new ZendeskApi(
            Settings.Address(section, nameof(Url)), Settings.Required(section, nameof(Email)), Settings.Required(section, nameof(Token)), ReadField(section));
    }

    /// <summary>The id of the ticket field that is to hold the incident's number.</summary>
    private static long? ReadField(IConfigurationSection section)
    {
        if (section[nameof(NumberField)] is not { Length: > 0 } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : throw new InvalidOperationException($"{section.Path}:{nameof(NumberField)} is \"{text}\"; it must be the id of a ticket field.");
    }
}
