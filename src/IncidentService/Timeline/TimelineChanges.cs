using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Promises.Overdue;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;
using IncidentService.Timeline.Lines;

namespace IncidentService.Timeline;

internal static class TimelineChanges
{
    public static async Task<Outcome<TimelineEvent>> Add(ChangeContext change, Incident incident, LineInput input) =>
        (await NestedItemChanges.AddAll(change, incident, input.NestedItems)).Try(out var facts, out var refused)
            ? await MessageRecorder.Record(change, incident, input, facts)
            : refused;

    public static async Task<Outcome<TimelineEvent>> AddInteraction(ChangeContext change, Incident incident, InteractionInput input)
    {
        var line = incident.RecordInteraction(change.Origin, change.Now, new Facts { Kind = input.Kind }, input.WaitSeconds, input.Note);
        await QuietPeriodTimer.Extend(change, incident);
        return line;
    }

    public static async Task<Outcome<TimelineEvent>> Redact(ChangeContext change, Incident incident, int sequence, string? reason)
    {
        if (await change.Transaction.FindLine(incident.NamedId, sequence) is not { } line) return Problem.From(Problems.ItemUnknown);
        if (line.Text is not null) await RedactLine(change, incident, line, incident.NamedNumber, reason);
        return line;
    }

    /// <summary>Removes the text of a line that was recorded under this number. The line itself stays.</summary>
    public static async Task RedactLine(
        ChangeContext change, Incident incident, TimelineEvent line, IncidentNumber number, string? reason)
    {
        var facts = new Facts { Number = number.ToString(), Sequence = line.Sequence };
        incident.Append(EventTypes.Redacted, change.Origin, change.Now, facts, reason);
        await change.Transaction.RedactLine(incident, line);
    }
}
