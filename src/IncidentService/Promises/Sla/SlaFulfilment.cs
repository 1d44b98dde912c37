using IncidentService.Changes;
using IncidentService.Incidents;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Promises.Sla;

/// <summary>Fulfils promises of SLA policies automatically, through messages and the resolution.</summary>
internal static class SlaFulfilment
{
    /// <summary>Any outgoing message fulfils an acknowledgement; only a message that a person wrote is a first response.</summary>
    public static Task FulfilByMessage(ChangeContext change, Incident incident, TimelineEvent line, bool automatic) =>
        line.Type == EventTypes.MessageSent
            ? Fulfil(
                change, incident, line,
                automatic ? [PromiseKinds.Acknowledge] : [PromiseKinds.Acknowledge, PromiseKinds.FirstResponse])
            : Task.CompletedTask;

    /// <summary>The resolution fulfils the final response and every earlier target.</summary>
    public static Task FulfilByResolution(ChangeContext change, Incident incident, TimelineEvent line) =>
        Fulfil(change, incident, line, PromiseKinds.Targets);

    private static async Task Fulfil(ChangeContext change, Incident incident, TimelineEvent line, IReadOnlyList<string> kinds)
    {
        if (incident is { LastPromise: 0, Members: 0 }) return;
        var transaction = change.Transaction;
        var kept = (await transaction.ListPendingTargets(incident)).Where(promise => kinds.Contains(promise.Kind)).ToList();
        if (kept.Count == 0) return;
        var group = await transaction.FindMergeGroup(incident);
        foreach (var promise in kept)
        {
            SlaPauses.End(change, promise);
            var type = promise.Settle(PromiseStates.Kept, isExplained: true, transaction.Now)!;
            incident.Append(
                type, line.Origin, transaction.Now,
                promise.CreateFacts(group.NumberOf(promise.IncidentId)) with { Sequence = line.Sequence });
            transaction.SavePromise(promise);
        }
    }
}
