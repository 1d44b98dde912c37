using IncidentService.Common;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

internal static class IncidentChanges
{
    public static Outcome<Done> Patch(ChangeContext change, Incident incident, IncidentPatch patch)
    {
        var changed = patch.ChangesOf(incident);
        if (changed.Count == 0) return default(Done);
        var newSubject = changed.Contains("subject");
        if (patch.Category.Given) incident.Category = patch.Category.Value;
        if (patch.Team.Given) incident.Team = patch.Team.Value;
        var facts = new Facts { Changed = changed, Category = incident.Category, Team = incident.Team };
        var line = incident.Append(EventTypes.Updated, change.Origin, change.Now, facts, newSubject ? patch.Subject.Value : null);
        if (newSubject) (incident.Subject, incident.SubjectPart) = (patch.Subject.Value, patch.Subject.Value is null ? null : line.Sequence);
        return default(Done);
    }
}
