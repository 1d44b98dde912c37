using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Writes a message or note into the timeline, with all that follows from it. Every message goes through here.</summary>
internal static class Telling
{
    public static async Task<TimelineEvent> Tell(
        Transaction transaction, Rulebook rules, Incident incident, GivenLine given, Origin origin, Facts? facts = null)
    {
        var line = given.AppendTo(incident, origin, transaction.Now, facts);
        await Keeping.ByMessage(transaction, incident, line, given.Automatic);
        if (line.Type == EventTypes.MessageSent && !given.Automatic)
        {
            await transaction.Announce(incident, line);
            if (incident.Members > 0) transaction.AnswerMembers(incident);
            await QuietClock.Restart(transaction, rules, incident);
        }
        return line;
    }
}
