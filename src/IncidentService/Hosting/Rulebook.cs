using IncidentService.Contacts;
using IncidentService.Promises;
using IncidentService.References;

namespace IncidentService.Hosting;

/// <summary>What configuration says of how given values are read, and of what is promised by itself.</summary>
internal sealed record Rulebook(Systems Systems, PhoneNumbers Phones, SlaPolicies Sla)
{
    public static Rulebook From(IConfiguration configuration)
    {
        var systems = configuration.GetSection("References:Systems").Get<Dictionary<string, SystemSettings>>() ?? [];
        var phones = new PhoneNumbers(configuration["Contacts:CountryCode"]);
        var sla = SlaSettings.Read(configuration.GetSection("Sla"));
        return new Rulebook(new Systems(new Dictionary<string, SystemSettings>(systems, StringComparer.OrdinalIgnoreCase)), phones, sla);
    }
}
