using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Outcomes;
using IncidentService.Incidents;
using IncidentService.Promises.Overdue;
using IncidentService.Promises.Sla;
using IncidentService.Resolution;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Promises;

/// <summary>Makes and settles promises within the change of the incident.</summary>
internal static class PromiseChanges
{
    public static async Task<Outcome<Promise>> Make(ChangeContext change, Incident incident, PromiseInput input)
    {
        var origin = change.Origin;
        if (input.DueAt <= change.Now) return Problem.Invalid(new FieldFault(input.At + "dueAt", "must be in the future"));
        if (await change.Transaction.CountUnansweredPromises(incident) >= Limits.ItemsOfIncident)
            return Problem.From(Problems.TooManyItems);
        var promise = new Promise
        {
            IncidentId = incident.Id,
            Ordinal = ++incident.LastPromise,
            DueAt = input.DueAt,
            Team = input.Team ?? origin.Team ?? incident.Team,
            PromisedAt = change.Now,
            Channel = origin.Channel,
            Agent = origin.Agent,
            Sequence = incident.LastSequence + 1,
            Text = input.Text,
        };
        Add(change, incident, promise);
        return promise;
    }

    /// <summary>
    /// Makes the promises of the SLA policy when an incident opens, or when a person first writes in one that an automatic message opened,
    /// and returns them by due time. Their time runs from the opening unless another is given. They have no agent and no text.
    /// </summary>
    public static IReadOnlyList<Promise> MakeByPolicy(ChangeContext change, Incident incident, Instant? from = null)
    {
        var made = new List<Promise>();
        foreach (var target in change.Settings.Sla.TargetsFor(incident.Category, incident.Channel, from ?? incident.OpenedAt))
        {
            var promise = new Promise
            {
                IncidentId = incident.Id,
                Ordinal = ++incident.LastPromise,
                Kind = target.Kind,
                Policy = target.Policy,
                DueAt = target.Due,
                Team = incident.Team,
                PromisedAt = change.Now,
                Channel = incident.Channel,
                Sequence = incident.LastSequence + 1,
            };
            Add(change, incident, promise);
            made.Add(promise);
        }
        return [.. made.OrderBy(promise => promise.DueAt).ThenBy(promise => promise.Ordinal)];
    }

    /// <summary>Settles a promise. A problem if it has a different outcome already.</summary>
    public static async Task<Outcome<Promise>> Settle(ChangeContext change, Incident incident, int ordinal, PromiseOutcomeInput input)
    {
        if (await change.Transaction.FindPromise(incident.NamedId, ordinal) is not { } promise) return Problem.From(Problems.ItemUnknown);
        if (!promise.IsPending && promise.State != input.Outcome)
            return Problem.From(Problems.PromiseSettled, $"It was {promise.State} at {promise.SettledAt}.");
        SlaChanges.EndPause(change, promise);
        if (promise.Settle(input.Outcome, input.Note is not null, change.Now) is not { } type) return promise;
        incident.Append(type, change.Origin, change.Now, promise.CreateFacts(incident.NamedNumber), input.Note);
        change.Transaction.SavePromise(promise);
        if (promise.AnsweredAt is not null && incident.ClosesAt is null) await QuietPeriodTimer.Restart(change, incident);
        return promise;
    }

    private static void Add(ChangeContext change, Incident incident, Promise promise)
    {
        incident.Append(EventTypes.PromiseMade, change.Origin, change.Now, promise.CreateFacts(incident.Number), promise.Text);
        change.Transaction.AddPromise(promise);
    }
}
