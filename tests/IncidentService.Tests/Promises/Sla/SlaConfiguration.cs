using System.Text;
using IncidentService.Promises.Sla;
using Microsoft.Extensions.Configuration;

namespace IncidentService.Tests.Promises.Sla;

internal static class SlaConfiguration
{
    /// <summary>Reads a list of policies as it may stand in appsettings.json.</summary>
    public static SlaPolicies Read(string policies)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Sla": { "Policies": {{policies}} } }"""));
        return SlaSettings.From(new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Sla"));
    }
}
