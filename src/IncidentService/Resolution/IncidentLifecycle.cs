using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

internal static class ClosedBy
{
    public const string Customer = "customer";
    public const string Quiet = "quiet";
    public static readonly IReadOnlyList<string> All = [Customer, Quiet];
}

/// <summary>
/// The states of an incident: open, then resolved (we say so), then closed (the customer agrees or stays silent), and reopened.
/// </summary>
internal static class IncidentLifecycle
{
    /// <summary>
    /// Marks the incident as resolved, after a number of interactions. The caller starts the quiet period, unless a promise is overdue.
    /// </summary>
    public static void Resolve(Incident incident, Origin origin, Instant now, int interactions)
    {
        incident.State = States.Resolved;
        (incident.ResolvedAt, incident.ResolverKey, incident.ResolverAgent) = (now, origin.KeyId, origin.Agent);
        if (incident.FirstResolvedAt is null) (incident.FirstResolvedAt, incident.FirstResolvedWith) = (now, interactions);
    }

    /// <summary>
    /// Closes the incident, so that nobody waits any longer. A confirmation after the quiet period overrides the reason for closing but
    /// keeps the time.
    /// </summary>
    public static void Close(Incident incident, string by, Instant now)
    {
        incident.State = States.Closed;
        (incident.ClosedAt, incident.ClosedBy, incident.ClosesAt) = (incident.ClosedAt ?? now, by, null);
        incident.SetWaitingOn(WaitingOn.Customer, now);
    }

    /// <summary>Reopens the incident under the same number; we have to act next.</summary>
    public static void Reopen(Incident incident, Instant now)
    {
        incident.State = States.Open;
        incident.Reopened++;
        (incident.ResolvedAt, incident.ResolverKey, incident.ResolverAgent) = (null, null, null);
        (incident.ClosesAt, incident.ClosedAt, incident.ClosedBy) = (null, null, null);
        incident.SetWaitingOn(WaitingOn.Us, now);
    }

    /// <summary>Applies an incoming message that a person wrote: it stops the quiet period and reopens a closed incident.</summary>
    public static void ApplyMessage(Incident incident, TimelineEvent message, Origin origin)
    {
        incident.ClosesAt = null;
        if (incident.State == States.Closed) ReopenBy(incident, message, origin);
    }

    /// <summary>Reopens the incident and appends an event that names the event that caused it.</summary>
    public static void ReopenBy(Incident incident, TimelineEvent line, Origin origin)
    {
        Reopen(incident, line.OccurredAt);
        incident.Append(
            EventTypes.Reopened, origin, line.OccurredAt, new Facts { Number = incident.Number.ToString(), Sequence = line.Sequence });
    }

    /// <summary>Stops the quiet period, so that the incident does not close over an overdue promise.</summary>
    public static void StopQuietClock(Incident incident) => incident.ClosesAt = null;

    /// <summary>Starts the quiet period if the incident is resolved and no message of the customer is unanswered.</summary>
    public static void RestartQuietClock(Incident incident, Instant now, TimeSpan quietPeriod)
    {
        if (incident is { State: States.Resolved, WaitingOn: WaitingOn.Customer }) incident.ClosesAt = now.Plus(quietPeriod);
    }

    /// <summary>True if the quiet period is over.</summary>
    public static bool HasBeenQuiet(Incident incident, Instant now) => incident.State == States.Resolved && incident.ClosesAt <= now;
}
