using IncidentService.Http.Replies;

namespace IncidentService.Incidents;

internal static class IncidentReplies
{
    /// <summary>Sets the ETag to the incident's version. Erasing the incident's personal data also erases the stored reply.</summary>
    public static VersionedReply<TSuccess> ForIncident<TSuccess>(this Reply<TSuccess> reply, Incident incident)
        where TSuccess : ISuccess => reply.AtVersion(incident.Tag, incident.Id);
}
