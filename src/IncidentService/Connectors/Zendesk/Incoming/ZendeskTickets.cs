using System.Globalization;
using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Incidents.Merging;
using IncidentService.References;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;
using IncidentService.Timeline.Lines;

namespace IncidentService.Connectors.Zendesk.Incoming;

/// <summary>Which incident a ticket belongs to, and which of its lines belong to a ticket.</summary>
internal static class ZendeskTickets
{
    /// <summary>
    /// Merges the incidents of two tickets. If only one of the tickets is known, the other one joins its incident. A merge that another
    /// change has made impossible is tried again from the start.
    /// </summary>
    public static async Task<Outcome<Done>> Merge(ChangeContext change, long ticket, long target)
    {
        var (merged, survivor) = (await FindIncident(change, ticket), await FindIncident(change, target));
        if (merged == survivor) return default(Done);
        if (merged is { } from && survivor is { } into)
        {
            var outcome = await MergeChanges.Merge(change, from, into, $"Zendesk merged ticket {ticket} into {target}.");
            return outcome.Succeeded ? default(Done) : throw new ConcurrencyConflictException();
        }
        var known = await change.Transaction.LockIncident((merged ?? survivor)!.Value);
        await Put(change, known!, merged is null ? ticket : target);
        return default(Done);
    }

    /// <summary>Adds a ticket to an incident. If the incident holds too many references, a note says so instead.</summary>
    public static async Task Put(ChangeContext change, Incident incident, long ticket)
    {
        if ((await change.Transaction.ListReferences(incident)).Count < Limits.ReferencesOfIncident)
        {
            var put = await ReferenceChanges.Put(change, incident, ReferenceTo(change, ticket));
            if (!put.Succeeded) throw new ConcurrencyConflictException();
            return;
        }
        var text = $"Zendesk ticket {ticket} belongs here too. It could not be added: an incident holds at most "
            + $"{Limits.ReferencesOfIncident} references.";
        if ((await change.Transaction.ListLines(incident, after: 0, int.MaxValue)).Any(line => line.Text == text)) return;
        await MessageRecorder.Record(change, incident, new LineInput(Directions.Internal, text, false, null, null));
    }

    /// <summary>
    /// The messages of a ticket. An earlier release recorded them without their ticket: they belong to the only ticket of their incident.
    /// Unsure counts those of an incident with several tickets.
    /// </summary>
    public static async Task<(List<TimelineEvent> Own, int Unsure)> MessagesOf(
        ChangeContext change, long ticket, Incident incident, IReadOnlyList<TimelineEvent> lines)
    {
        var prefix = ticket.ToString(CultureInfo.InvariantCulture) + ":";
        var messages = lines.Where(line => line.Facts is { System: ZendeskSettings.System, MessageId: not null }).ToList();
        var own = messages.Where(line => line.Facts!.MessageId!.StartsWith(prefix, StringComparison.Ordinal));
        var bare = messages.Where(line => !line.Facts!.MessageId!.Contains(':', StringComparison.Ordinal)).ToList();
        var tickets = (await change.Transaction.ListReferences(incident))
            .Where(reference => reference is { System: ZendeskSettings.System, TaughtBy: null })
            .ToLookup(reference => reference.IncidentId, reference => reference.Value);
        var certain = bare.Where(line => tickets[line.IncidentId].ToList() is [var only] && only + ":" == prefix).ToList();
        var unsure = bare.Count(line => line.Text is not null && tickets[line.IncidentId].Count() > 1
            && tickets[line.IncidentId].Any(value => value + ":" == prefix));
        return ([.. own, .. certain], unsure);
    }

    public static string Unsure(int messages) =>
        $"An earlier release recorded {messages} messages here without their ticket, and there are several tickets: "
            + "redact those of this one by hand.";

    public static ReferenceInput ReferenceTo(ChangeContext change, long ticket)
    {
        var value = ticket.ToString(CultureInfo.InvariantCulture);
        return new ReferenceInput(ZendeskSettings.System, value, change.Settings.Systems.FormatKey(ZendeskSettings.System, value));
    }

    public static async Task<bool> IsKnown(ChangeContext change, long ticket) =>
        (await change.Transaction.ListHolders(ReferenceTo(change, ticket))).Any(held => held.TaughtBy is null);

    private static async Task<IncidentNumber?> FindIncident(ChangeContext change, long ticket)
    {
        var holders = await change.Transaction.ListHolders(ReferenceTo(change, ticket));
        var held = holders.FirstOrDefault(reference => reference.TaughtBy is null);
        return held is null ? null : (await change.Transaction.FindSurvivor(held.IncidentId)).Number;
    }
}
