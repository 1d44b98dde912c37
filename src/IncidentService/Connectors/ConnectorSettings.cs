using IncidentService.Keys;

namespace IncidentService.Connectors;

/// <summary>
/// Reads the settings of connectors. An invalid setting stops the start with one line that names the setting and omits its value, because
/// most are secrets.
/// </summary>
internal static class ConnectorSettings
{
    /// <summary>Refuses unknown names, because a mistyped setting would otherwise be ignored.</summary>
    public static void ValidateNames(IConfigurationSection section, params IReadOnlyList<string> known)
    {
        if (section.GetChildren().FirstOrDefault(given => !known.Contains(given.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new InvalidOperationException($"{unknown.Path} is no setting; those known here are {string.Join(", ", known)}.");
    }

    public static string Required(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } text ? text : throw new InvalidOperationException($"{section.Path}:{name} is missing.");

    public static string ApiKey(IConfigurationSection section, string name) =>
        Required(section, name) is var key && KeySecret.Hash(key) is not null
            ? key
            : throw new InvalidOperationException($"{section.Path}:{name} must be an API key.");

    /// <summary>Reads an address without a query. It must be https, unless it is a loopback address.</summary>
    public static Uri Address(IConfigurationSection section, string name) =>
        Uri.TryCreate(Required(section, name), UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new InvalidOperationException($"{section.Path}:{name} must be an https address without user name, query and fragment.");

    public static TimeZoneInfo Zone(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } zone) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId
            ? found
            : throw new InvalidOperationException($"{section.Path}:{name} is {zone}; it must be an IANA time zone such as Europe/Berlin.");
    }
}
