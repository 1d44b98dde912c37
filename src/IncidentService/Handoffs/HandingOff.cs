using IncidentNumbers;
using IncidentService.Hosting;
using IncidentService.Incidents;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Handoffs;

/// <summary>Hands over, and keeps up with what becomes of it, within one change of the incident.</summary>
internal static class HandingOff
{
    /// <summary>Hands over, also while the incident is being opened. Whoever calls this saves the incident.</summary>
    public static async Task<(Handoff? Handoff, Problem? Problem)> Request(
        Transaction transaction, Rulebook rules, Incident incident, GivenHandoff given, Origin origin)
    {
        if (given.IsTo(origin)) return (null, Problem.Of(Problems.HandoffToOneself));
        if (incident.LastHandoff >= Limits.ItemsOfIncident) return (null, Problem.Of(Problems.TooManyItems));
        var facts = new Facts { Number = incident.Number.ToString(), Handoff = ++incident.LastHandoff };
        var dueAt = rules.Handoffs.DueAt(given.Channel, transaction.Now);
        var requested = incident.Append(
            EventTypes.HandoffRequested, origin, transaction.Now, facts with { To = given.Channel, Team = given.Team, DueAt = dueAt }, given.Reason);
        var told = given.Told is null ? null : incident.Append(EventTypes.CustomerTold, origin, transaction.Now, facts, given.Told);
        var handoff = new Handoff
        {
            IncidentId = incident.Id,
            Ordinal = incident.LastHandoff,
            FromChannel = origin.Channel,
            FromLocation = origin.Location,
            FromTeam = origin.Team,
            ToChannel = given.Channel,
            ToTeam = given.Team,
            RequestedAt = transaction.Now,
            Agent = origin.Agent,
            Sequence = requested.Sequence,
            ToldBy = told?.Sequence,
            DueAt = dueAt,
            Reason = given.Reason,
            Told = given.Told,
        };
        transaction.AddHandoff(handoff);
        return (handoff, null);
    }

    public static void Accept(Transaction transaction, Incident incident, Handoff handoff, IncidentNumber number, Origin origin) =>
        Settle(transaction, incident, handoff, number, origin, HandoffStates.Accepted, EventTypes.HandoffAccepted);

    public static void Withdraw(Transaction transaction, Incident incident, Handoff handoff, IncidentNumber number, Origin origin) =>
        Settle(transaction, incident, handoff, number, origin, HandoffStates.Withdrawn, EventTypes.HandoffWithdrawn);

    /// <summary>The receiver's first work on the incident accepts what was handed to it. Every change of an incident passes here before it is saved.</summary>
    public static async Task AcceptByWork(Transaction transaction, Incident incident)
    {
        if (HasNone(incident) || Work.In(incident.News) is not { Count: > 0 } work) return;
        var family = await transaction.FamilyOf(incident);
        foreach (var handoff in await transaction.OpenHandoffs(incident))
        {
            if (work.FirstOrDefault(line => handoff.IsTo(line.Channel, line.Team)) is not { } line) continue;
            Accept(transaction, incident, handoff, family.NumberOf(handoff.IncidentId), line.Origin);
        }
    }

    /// <summary>The customer was seen there by a lookup: what expects them there is marked, once.</summary>
    public static async Task Arrive(Transaction transaction, Incident incident, Origin there, Instant at, string lookup)
    {
        if (HasNone(incident)) return;
        var family = await transaction.FamilyOf(incident);
        var reached = (await transaction.OpenHandoffs(incident)).Where(handoff => handoff.Expects(there, at));
        foreach (var handoff in reached)
        {
            handoff.ArrivedAt = at;
            transaction.SaveHandoff(handoff);
            incident.Append(EventTypes.CustomerArrived, there, transaction.Now, FactsOf(handoff, family.NumberOf(handoff.IncidentId)) with { Lookup = lookup });
        }
    }

    public static Facts FactsOf(Handoff handoff, IncidentNumber number) => new() { Number = number.ToString(), Handoff = handoff.Ordinal };

    private static void Settle(
        Transaction transaction, Incident incident, Handoff handoff, IncidentNumber number, Origin origin, string state, string type)
    {
        (handoff.State, handoff.SettledAt, handoff.SettledAgent) = (state, transaction.Now, origin.Agent);
        incident.Append(type, origin, transaction.Now, FactsOf(handoff, number));
        transaction.SaveHandoff(handoff);
    }

    /// <summary>Neither it nor those that live on in it were ever handed over: nothing need be read.</summary>
    private static bool HasNone(Incident incident) => incident is { LastHandoff: 0, Members: 0 };
}
