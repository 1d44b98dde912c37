using IncidentService.Common;
using IncidentService.Incidents;
using IncidentService.Timeline;

namespace IncidentService.Resolution;

internal static class ClosedBy
{
    public const string Customer = "customer";
    public const string Quiet = "quiet";
    public static readonly IReadOnlyList<string> All = [Customer, Quiet];
}

/// <summary>From open to resolved (we say so) to closed (the customer says so, or keeps quiet), and back.</summary>
internal static class IncidentLifecycle
{
    /// <summary>We say that it is resolved, after so many interactions. The quiet clock is started apart: an overdue promise holds it.</summary>
    public static void Resolve(Incident incident, Origin origin, Instant now, int interactions)
    {
        incident.State = States.Resolved;
        (incident.ResolvedAt, incident.ResolverKey, incident.ResolverAgent) = (now, origin.KeyId, origin.Agent);
        if (incident.FirstResolvedAt is null) (incident.FirstResolvedAt, incident.FirstResolvedWith) = (now, interactions);
    }

    /// <summary>Nobody waits for anybody any more. The customer's word after a quiet closing counts for more than the quiet; it closed when it closed.</summary>
    public static void Close(Incident incident, string by, Instant now)
    {
        incident.State = States.Closed;
        (incident.ClosedAt, incident.ClosedBy, incident.ClosesAt) = (incident.ClosedAt ?? now, by, null);
        incident.SetWaitingOn(WaitingOn.Customer, now);
    }

    /// <summary>Open again under the same number, and our turn.</summary>
    public static void Reopen(Incident incident, Instant now)
    {
        incident.State = States.Open;
        incident.Reopened++;
        (incident.ResolvedAt, incident.ResolverKey, incident.ResolverAgent) = (null, null, null);
        (incident.ClosesAt, incident.ClosedAt, incident.ClosedBy) = (null, null, null);
        incident.SetWaitingOn(WaitingOn.Us, now);
    }

    /// <summary>The customer has written, and no machine did: the quiet clock stops, and what was closed is open again.</summary>
    public static void ApplyMessage(Incident incident, TimelineEvent message, Origin origin)
    {
        incident.ClosesAt = null;
        if (incident.State == States.Closed) ReopenBy(incident, message, origin);
    }

    /// <summary>Open again because of what this line tells of.</summary>
    public static void ReopenBy(Incident incident, TimelineEvent line, Origin origin)
    {
        Reopen(incident, line.OccurredAt);
        incident.Append(EventTypes.Reopened, origin, line.OccurredAt, new Facts { Number = incident.Number.ToString(), Sequence = line.Sequence });
    }

    /// <summary>A promise of a resolved incident has fallen due unkept: it does not close over that.</summary>
    public static void StopQuietClock(Incident incident) => incident.ClosesAt = null;

    /// <summary>The quiet period begins now, where the incident is resolved and no message of the customer's is left unanswered.</summary>
    public static void RestartQuietClock(Incident incident, Instant now, TimeSpan quietPeriod)
    {
        if (incident is { State: States.Resolved, WaitingOn: WaitingOn.Customer }) incident.ClosesAt = now.Plus(quietPeriod);
    }

    /// <summary>The quiet period is over.</summary>
    public static bool HasBeenQuiet(Incident incident, Instant now) => incident.State == States.Resolved && incident.ClosesAt <= now;
}
