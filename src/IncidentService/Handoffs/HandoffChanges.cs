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
            Settle(change.Transaction, handoff, HandoffStates.Accepted, AppendEvent(change, incident, EventTypes.HandoffAccepted, handoff));
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
            Settle(
                change.Transaction, handoff, HandoffStates.Withdrawn, AppendEvent(change, incident, EventTypes.HandoffWithdrawn, handoff));
        return handoff;
    }

    /// <summary>Accepts a hand-off at the receiver's first work on the incident. Called for every incident that is saved.</summary>
    public static async Task AcceptByWork(Transaction transaction, Incident incident)
    {
        if (WasNeverHandedOver(incident) || WorkEvents.FindIn(incident.PendingEvents) is not { Count: > 0 } work) return;
        var group = await transaction.FindMergeGroup(incident);
        foreach (var handoff in await transaction.ListOpenHandoffs(incident))
        {
            if (work.FirstOrDefault(line => handoff.IsTo(line.Channel, line.Team)) is not { } line) continue;
            var accepted = incident.Append(
                EventTypes.HandoffAccepted, line.Origin, transaction.Now, FactsOf(handoff, group.NumberOf(handoff.IncidentId)));
            Settle(transaction, handoff, HandoffStates.Accepted, accepted);
        }
    }

    /// <summary>Records the arrival of the customer, whom a lookup saw there, on the hand-offs to that place, once each.</summary>
    public static async Task RecordArrival(ChangeContext change, Incident incident, Origin there, Instant at, string lookup)
    {
        if (WasNeverHandedOver(incident)) return;
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
                FactsOf(handoff, group.NumberOf(handoff.IncidentId)) with { Lookup = lookup });
        }
    }

    public static Facts FactsOf(Handoff handoff, IncidentNumber number) => new() { Number = number.ToString(), Handoff = handoff.Ordinal };

    private static TimelineEvent AppendEvent(ChangeContext change, Incident incident, string type, Handoff handoff) =>
        incident.Append(type, change.Origin, change.Now, FactsOf(handoff, incident.NamedNumber));

    /// <summary>Sets the final state, with the time and agent of this line.</summary>
    private static void Settle(Transaction transaction, Handoff handoff, string state, TimelineEvent line)
    {
        (handoff.State, handoff.SettledAt, handoff.SettledAgent) = (state, line.OccurredAt, line.Agent);
        transaction.SaveHandoff(handoff);
    }

    /// <summary>Whether neither the incident nor any incident merged into it ever had a hand-off, so that no query is needed.</summary>
    private static bool WasNeverHandedOver(Incident incident) => incident is { LastHandoff: 0, Members: 0 };
}
