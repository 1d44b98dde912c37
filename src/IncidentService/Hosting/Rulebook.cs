using IncidentService.Contacts;
using IncidentService.Handoffs;
using IncidentService.References;

namespace IncidentService.Hosting;

/// <summary>What configuration says of how given values are read.</summary>
internal sealed record Rulebook(Systems Systems, PhoneNumbers Phones, AcceptanceTimes Handoffs)
{
    public static Rulebook From(IConfiguration configuration)
    {
        var systems = configuration.GetSection("References:Systems").Get<Dictionary<string, SystemSettings>>() ?? [];
        var phones = new PhoneNumbers(configuration["Contacts:CountryCode"]);
        var handoffs = AcceptanceTimes.Of(configuration.GetSection(AcceptanceTimes.Setting).GetChildren().Select(limit => (limit.Key, limit.Value)));
        return new Rulebook(new Systems(new Dictionary<string, SystemSettings>(systems, StringComparer.OrdinalIgnoreCase)), phones, handoffs);
    }
}
