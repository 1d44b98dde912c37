using IncidentNumbers;
using IncidentService.Changes;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Common.Outcomes;
using IncidentService.Handoffs.Acceptance;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Storage.Sql;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>Creates hand-offs and changes their state, in the transaction that changes the incident.</summary>
internal static class HandoffChanges
{
    /// <summary>Creates a hand-off, also while the incident is being opened.</summary>
    public static Outcome<Handoff> Request(ChangeContext change, Incident incident, HandoffInput input)
    {
        var origin = change.Origin;
        if (input.IsTo(origin)) return Problem.From(Problems.HandoffToOneself);
        if (incident.LastHandoff >= Limits.ItemsOfIncident) return Problem.From(Problems.TooManyItems);
        var facts = new Facts { Number = incident.Number.ToString(), Handoff = ++incident.LastHandoff };
        var dueAt = change.Settings.Handoffs.DueAt(input.Channel, change.Now);
        var requested = incident.Append(
            EventTypes.HandoffRequested, origin, change.Now, facts with { To = input.Channel, Team = input.Team, DueAt = dueAt },
            input.Reason);
        var told = input.Told is null ? null : incident.Append(EventTypes.CustomerTold, origin, change.Now, facts, input.Told);
        var handoff = new Handoff
        {
            IncidentId = incident.Id,
            Ordinal = incident.LastHandoff,
            FromChannel = origin.Channel,
            FromLocation = origin.Location,
            FromTeam = origin.Team,
            ToChannel = input.Channel,
            ToTeam = input.Team,
            RequestedAt = change.Now,
            Agent = origin.Agent,
            Sequence = requested.Sequence,
            ToldBy = told?.Sequence,
            DueAt = dueAt,
            Reason = input.Reason,
            Told = input.Told,
        };
        change.Transaction.AddHandoff(handoff);
        return handoff;
    }

    public static async Task<Outcome<Handoff>> Accept(ChangeContext change, Incident incident, int ordinal)
    {
        if (await change.Transaction.FindHandoff(incident.NamedId, ordinal) is not { } handoff) return Problem.From(Problems.ItemUnknown);
        if (!handoff.MayBeAcceptedBy(change.Caller, change.Origin))
            return Problem.From(
                Problems.NotTheReceiver, $"It goes to {handoff.ToChannel}{(handoff.ToTeam is null ? "" : ", team " + handoff.ToTeam)}.");
        if (handoff.State == HandoffStates.Withdrawn)
            return Problem.From(Problems.HandoffWithdrawn, $"By {handoff.FromChannel}, {handoff.SettledAt}.");
        if (handoff.State == HandoffStates.Open)
            Settle(change, incident, handoff, HandoffStates.Accepted);
        return handoff;
    }

    public static async Task<Outcome<Handoff>> Withdraw(ChangeContext change, Incident incident, int ordinal)
    {
        if (await change.Transaction.FindHandoff(incident.NamedId, ordinal) is not { } handoff) return Problem.From(Problems.ItemUnknown);
        if (handoff.FromChannel != change.Origin.Channel)
            return Problem.From(Problems.NotTheSender, $"It comes from {handoff.FromChannel}.");
        if (handoff.State == HandoffStates.Accepted)
            return Problem.From(Problems.HandoffAccepted, $"By {handoff.ToChannel}, {handoff.SettledAt}.");
        if (handoff.State == HandoffStates.Open)
            Settle(change, incident, handoff, HandoffStates.Withdrawn);
        return handoff;
    }

    /// <summary>Records the arrival of the customer, whom a lookup saw there, on the hand-offs to that place, once each.</summary>
    public static async Task RecordArrival(ChangeContext change, Incident incident, Origin there, Instant at, string lookup)
    {
        if (!incident.MayHaveHandoffs) return;
        var group = await change.Transaction.FindMergeGroup(incident);
        var reached = (await change.Transaction.ListOpenHandoffs(incident)).Where(handoff => handoff.Expects(there, at));
        foreach (var handoff in reached)
        {
            handoff.ArrivedAt = at;
            change.Transaction.SaveHandoff(handoff);
            incident.Append(
                EventTypes.CustomerArrived,
                there,
                change.Now,
                handoff.CreateFacts(group.NumberOf(handoff.IncidentId)) with { Lookup = lookup });
        }
    }

    private static void Settle(ChangeContext change, Incident incident, Handoff handoff, string state)
    {
        var type = state == HandoffStates.Accepted ? EventTypes.HandoffAccepted : EventTypes.HandoffWithdrawn;
        handoff.Settle(state, incident.Append(type, change.Origin, change.Now, handoff.CreateFacts(incident.NamedNumber)));
        change.Transaction.SaveHandoff(handoff);
    }
}
