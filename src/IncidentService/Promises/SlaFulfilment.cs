using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Promises;

/// <summary>What policies promised is kept by what we do: nobody has to say so.</summary>
internal static class SlaFulfilment
{
    /// <summary>A message out acknowledges, also an automatic one; only a person's is a response.</summary>
    public static Task FulfilByMessage(ChangeContext change, Incident incident, TimelineEvent line, bool automatic) =>
        line.Type == EventTypes.MessageSent
            ? Fulfil(change.Transaction, incident, line, automatic ? [PromiseKinds.Acknowledge] : [PromiseKinds.Acknowledge, PromiseKinds.FirstResponse])
            : Task.CompletedTask;

    /// <summary>The final response, and whatever was to come before it.</summary>
    public static Task FulfilByResolution(ChangeContext change, Incident incident, TimelineEvent line) =>
        Fulfil(change.Transaction, incident, line, PromiseKinds.Targets);

    private static async Task Fulfil(Transaction transaction, Incident incident, TimelineEvent line, IReadOnlyList<string> kinds)
    {
        if (incident is { LastPromise: 0, Members: 0 }) return;
        var kept = (await transaction.ListPendingTargets(incident)).Where(promise => kinds.Contains(promise.Kind)).ToList();
        if (kept.Count == 0) return;
        var group = await transaction.FindMergeGroup(incident);
        foreach (var promise in kept)
        {
            var type = promise.Settle(PromiseStates.Kept, isExplained: true, transaction.Now)!;
            incident.Append(type, line.Origin, transaction.Now, promise.CreateFacts(group.NumberOf(promise.IncidentId)) with { Sequence = line.Sequence });
            transaction.SavePromise(promise);
        }
    }
}
