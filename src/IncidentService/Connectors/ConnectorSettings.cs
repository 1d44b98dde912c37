using IncidentService.Keys;

namespace IncidentService.Connectors;

/// <summary>Reads what a connector is told. What it cannot work with is said in one line at the start, by name and never by value: most are secrets.</summary>
internal static class ConnectorSettings
{
    /// <summary>A setting that is written wrong would be ignored: it is refused.</summary>
    public static void ValidateNames(IConfigurationSection section, params IReadOnlyList<string> known)
    {
        if (section.GetChildren().FirstOrDefault(given => !known.Contains(given.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new InvalidOperationException($"{unknown.Path} is no setting; those known here are {string.Join(", ", known)}.");
    }

    public static string Required(IConfigurationSection section, string name) =>
        section[name] is { Length: > 0 } text ? text : throw new InvalidOperationException($"{section.Path}:{name} is missing.");

    public static string ApiKey(IConfigurationSection section, string name) =>
        Required(section, name) is var key && KeySecret.Hash(key) is not null ? key : throw new InvalidOperationException($"{section.Path}:{name} must be an API key.");

    /// <summary>An address without query; https, unless it leads to this machine.</summary>
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
