using IncidentService.Contacts;
using IncidentService.References;

namespace IncidentService.Hosting;

/// <summary>What configuration says of how given values are read.</summary>
internal sealed record Rulebook(Systems Systems, PhoneNumbers Phones)
{
    public static Rulebook From(IConfiguration configuration)
    {
        var systems = configuration.GetSection("References:Systems").Get<Dictionary<string, SystemSettings>>() ?? [];
        var phones = new PhoneNumbers(configuration["Contacts:CountryCode"]);
        return new Rulebook(new Systems(new Dictionary<string, SystemSettings>(systems, StringComparer.OrdinalIgnoreCase)), phones);
    }
}
