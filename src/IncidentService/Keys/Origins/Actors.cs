using IncidentService.Common.Origins;
using IncidentService.Common.Text;

namespace IncidentService.Keys.Origins;

/// <summary>Compares the persons who act through keys.</summary>
internal static class Actors
{
    /// <summary>
    /// Compares the names if both are named, even with different keys. Otherwise compares the keys, because a key without a name stands for
    /// all its users.
    /// </summary>
    public static bool AreSame(long? keyId, string? agent, Origin origin) =>
        agent is not null && origin.Agent is not null ? FoldedText.AreEqual(agent, origin.Agent) : keyId == origin.KeyId;
}
