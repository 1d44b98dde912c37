using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Promises;

/// <summary>Makes promises within a change, which saves the incident afterwards.</summary>
internal static class Promising
{
    public static async Task<(Promise? Promise, Problem? Problem)> Make(
        Transaction transaction, Incident incident, GivenPromise given, Origin origin)
    {
        if (given.DueAt <= transaction.Now) return (null, Problem.Invalid(new FieldFault(given.At + "dueAt", "must be in the future")));
        if (await transaction.CountUnansweredPromises(incident) >= Limits.ItemsOfIncident) return (null, Problem.Of(Problems.TooManyItems));
        var promise = new Promise
        {
            IncidentId = incident.Id,
            Ordinal = ++incident.LastPromise,
            DueAt = given.DueAt,
            Team = given.Team ?? origin.Team ?? incident.Team,
            PromisedAt = transaction.Now,
            Channel = origin.Channel,
            Agent = origin.Agent,
            Sequence = incident.LastSequence + 1,
            Text = given.Text,
        };
        await Make(transaction, incident, promise, origin);
        return (promise, null);
    }

    /// <summary>What the policy promises when an incident opens. No person did, and nobody said so in words.</summary>
    public static async Task MakeByPolicy(Transaction transaction, Rulebook rules, Incident incident, Origin origin)
    {
        foreach (var target in rules.Sla.TargetsFor(incident.Category, incident.Channel, incident.OpenedAt))
        {
            var promise = new Promise
            {
                IncidentId = incident.Id,
                Ordinal = ++incident.LastPromise,
                Kind = target.Kind,
                Policy = target.Policy,
                DueAt = target.Due,
                Team = incident.Team,
                PromisedAt = transaction.Now,
                Channel = incident.Channel,
                Sequence = incident.LastSequence + 1,
            };
            await Make(transaction, incident, promise, origin);
        }
    }

    private static async Task Make(Transaction transaction, Incident incident, Promise promise, Origin origin)
    {
        incident.Append(EventTypes.PromiseMade, origin, transaction.Now, promise.FactsUnder(incident.Number), promise.Text);
        transaction.AddPromise(promise);
    }
}
