using IncidentService.Changes;
using IncidentService.Incidents;
using IncidentService.Promises;
using IncidentService.Promises.Overdue;
using IncidentService.Promises.Sla;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;

namespace IncidentService.Timeline.Lines;

/// <summary>Records a message or note with all its effects. Every message is recorded here.</summary>
internal static class MessageRecorder
{
    public static async Task<TimelineEvent> Record(ChangeContext change, Incident incident, LineInput input, Facts? facts = null)
    {
        var transaction = change.Transaction;
        var startsClock = incident.IsByMachine && input is { Direction: Directions.In, Automatic: false };
        var waitingOn = incident.WaitingOn;
        var line = input.AppendTo(incident, change.Origin, change.Now, facts);
        if (startsClock) PromiseChanges.MakeByPolicy(change, incident, change.Now);
        await SlaChanges.FulfilByMessage(change, incident, line, input.Automatic);
        if (incident.WaitingOn != waitingOn) await SlaChanges.PauseOrResume(change, incident);
        if (line.Type == EventTypes.MessageSent && !input.Automatic)
        {
            await transaction.Announce(incident, line);
            if (incident.Members > 0) transaction.SaveFirstResponses(incident);
            await QuietPeriodTimer.Restart(change, incident);
        }
        return line;
    }
}
