using System.Text;
using IncidentService.Incidents;

namespace IncidentService.Keys;

/// <summary>Who is who among those that act through keys.</summary>
internal static class Persons
{
    /// <summary>Where both are named the names decide, whatever the keys; a key without a name stands for everybody behind it.</summary>
    public static bool AreSame(long? keyId, string? agent, Origin origin) =>
        agent is not null && origin.Agent is not null ? Folded(agent) == Folded(origin.Agent) : keyId == origin.KeyId;

    private static string Folded(string name) =>
        string.Join(' ', name.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
