using IncidentService.Common.Outcomes;
using IncidentService.Events;
using IncidentService.Webhooks.Security;

namespace IncidentService.Connectors.Systems;

/// <summary>A system of a channel, as configured, with the rules for the events that it receives.</summary>
internal sealed record ConnectedSystem(string Name, Uri Url, byte[] Secret, IReadOnlyList<EventRule> Rules)
{
    public const string Section = "Connectors:Systems";
    private const int LongestName = 50;
    private const int LeastSecretBytes = 24; // from the Standard Webhooks specification
    private const int MostSecretBytes = 64;

    public bool Receives(FeedEvent happened) => Rules.Any(rule => rule.Matches(happened));

    public static IReadOnlyList<ConnectedSystem> ListFrom(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(From)];

    private static ConnectedSystem From(IConfigurationSection section)
    {
        ConnectorSettings.ValidateNames(section, nameof(Url), nameof(Secret), "Hears");
        if (section.Key.Length > LongestName || !ValidationErrors.IsToken(section.Key))
            throw new InvalidOperationException(
                $"{section.Path} must be named by at most {LongestName} lower-case letters, digits, dots, hyphens and underscores.");
        return new ConnectedSystem(
            section.Key, ConnectorSettings.Address(section, nameof(Url)), ParseSecret(section), ParseRules(section.GetSection("Hears")));
    }

    private static byte[] ParseSecret(IConfigurationSection section)
    {
        var secret = ConnectorSettings.Required(section, nameof(Secret));
        var bytes = new byte[secret.Length];
        return secret.StartsWith(WebhookSecret.Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[WebhookSecret.Prefix.Length..], bytes, out var length)
            && length is >= LeastSecretBytes and <= MostSecretBytes
            ? bytes[..length]
            : throw new InvalidOperationException(
                $"{section.Path}:{nameof(Secret)} must be {WebhookSecret.Prefix} and {LeastSecretBytes} to {MostSecretBytes} bytes in base64.");
    }

    private static IReadOnlyList<EventRule> ParseRules(IConfigurationSection section)
    {
        var rules = section.GetChildren().Select(given =>
            EventRule.Parse(given.Value, out var why)
                ?? throw new InvalidOperationException($"{given.Path} (\"{given.Value}\") {why}.")).ToList();
        return rules.Count > 0
            ? rules
            : throw new InvalidOperationException($"{section.Path} must list what the system wants to hear of.");
    }
}
