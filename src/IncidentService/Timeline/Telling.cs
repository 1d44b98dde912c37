using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Writes a message or note into the timeline, with all that follows from it. Every message goes through here.</summary>
internal static class Telling
{
    public static async Task<TimelineEvent> Tell(ChangeContext change, Incident incident, GivenLine given, Facts? facts = null)
    {
        var transaction = change.Transaction;
        var line = given.AppendTo(incident, change.Origin, change.Now, facts);
        await Keeping.ByMessage(change, incident, line, given.Automatic);
        if (line.Type == EventTypes.MessageSent && !given.Automatic)
        {
            await transaction.Announce(incident, line);
            if (incident.Members > 0) transaction.AnswerMembers(incident);
            await QuietClock.Restart(change, incident);
        }
        return line;
    }
}
