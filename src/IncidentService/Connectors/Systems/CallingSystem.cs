using IncidentService.Events;
using IncidentService.Hosting;

namespace IncidentService.Connectors.Systems;

/// <summary>A channel's own system that configuration binds to what it wants to hear of.</summary>
internal sealed record CallingSystem(string Name, Uri Url, string Secret, IReadOnlyList<Hearing> Hearings)
{
    public const string Section = "Connectors:Systems";
    private const string SecretPrefix = "whsec_";
    private const int LeastSecretBytes = 24; // as the Standard Webhooks specification has it
    private const int MostSecretBytes = 64;

    public bool Hears(FeedEvent happened) => Hearings.Any(hearing => hearing.Matches(happened));

    public static IReadOnlyList<CallingSystem> ReadAll(IConfiguration configuration) => [.. configuration.GetSection(Section).GetChildren().Select(Read)];

    private static CallingSystem Read(IConfigurationSection section)
    {
        Settings.Only(section, nameof(Url), nameof(Secret), "Hears");
        if (!Faults.IsToken(section.Key)) throw new InvalidOperationException($"{section.Path} must be a short name of lower-case letters, digits, dots, hyphens and underscores.");
        return new CallingSystem(section.Key, Settings.Address(section, nameof(Url)), ReadSecret(section), ReadHearings(section.GetSection("Hears")));
    }

    private static string ReadSecret(IConfigurationSection section)
    {
        var secret = Settings.Required(section, nameof(Secret));
        var bytes = new byte[secret.Length];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretPrefix.Length..], bytes, out var length)
            && length is >= LeastSecretBytes and <= MostSecretBytes
            ? secret
            : throw new InvalidOperationException($"{section.Path}:{nameof(Secret)} must be {SecretPrefix} and {LeastSecretBytes} to {MostSecretBytes} bytes in base64.");
    }

    private static IReadOnlyList<Hearing> ReadHearings(IConfigurationSection section)
    {
        var hearings = section.GetChildren().Select(given =>
            Hearing.Read(given.Value, out var why) ?? throw new InvalidOperationException($"{given.Path} (\"{given.Value}\") {why}.")).ToList();
        return hearings.Count > 0 ? hearings : throw new InvalidOperationException($"{section.Path} must list what the system wants to hear of.");
    }
}
