using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Hosting;

/// <summary>What configuration says of how given values are read.</summary>
internal sealed record Rulebook(Systems Systems, PhoneNumbers Phones)
{
    /// <summary>Where the day begins and ends for which a key's grants are added up.</summary>
    public TimeZoneInfo GrantZone { get; init; } = TimeZoneInfo.Utc;

    public static Rulebook From(IConfiguration configuration)
    {
        var systems = configuration.GetSection("References:Systems").Get<Dictionary<string, SystemSettings>>() ?? [];
        var phones = new PhoneNumbers(configuration["Contacts:CountryCode"]);
        return new Rulebook(new Systems(new Dictionary<string, SystemSettings>(systems, StringComparer.OrdinalIgnoreCase)), phones)
        {
            GrantZone = Zone(configuration, "Approvals:Zone"),
        };
    }

    private static TimeZoneInfo Zone(IConfiguration configuration, string setting)
    {
        if (configuration[setting] is not { Length: > 0 } name) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId
            ? zone
            : throw new InvalidOperationException($"{setting} is {name}; it must be an IANA time zone such as Europe/Berlin.");
    }
}
