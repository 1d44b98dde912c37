using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Resolution;
using IncidentService.Storage;

namespace IncidentService.Timeline;

/// <summary>Writes a message or note into the timeline, with all that follows from it. Every message goes through here.</summary>
internal static class Telling
{
    public static async Task<TimelineEvent> Tell(
        Store store, Transaction transaction, Rulebook rules, Incident incident, GivenLine given, Origin origin, Facts? facts = null)
    {
        var line = given.AppendTo(incident, origin, transaction.Now, facts);
        if (line.Type == EventTypes.MessageSent && !given.Automatic)
        {
            await store.Announce(transaction, incident, line);
            if (incident.Members > 0) await store.AnswerMembers(transaction, incident);
            await QuietClock.Restart(store, transaction, rules, incident);
        }
        return line;
    }
}
