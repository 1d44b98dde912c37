using IncidentService.Common;

namespace IncidentService.Keys;

/// <summary>Who is who among those that act through keys.</summary>
internal static class Actors
{
    /// <summary>Where both are named the names decide, whatever the keys; a key without a name stands for everybody behind it.</summary>
    public static bool AreSame(long? keyId, string? agent, Origin origin) =>
        agent is not null && origin.Agent is not null ? FoldedText.AreEqual(agent, origin.Agent) : keyId == origin.KeyId;
}
