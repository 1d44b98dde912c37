using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Common.Origins;
using IncidentService.Incidents.Cards;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

internal static class States
{
    public const string Open = "open";
    public const string Resolved = "resolved";
    public const string Closed = "closed";
    public static readonly IReadOnlyList<string> All = [Open, Resolved, Closed];
}

internal static class WaitingOn
{
    public const string Us = "us";
    public const string Customer = "customer";
    public static readonly IReadOnlyList<string> All = [Us, Customer];
}

/// <summary>A customer problem as stored, and the events that one change adds to it.</summary>
internal sealed class Incident : IFoundIncident
{
    public long Id { get; set; }
    public IncidentNumber Number { get; set; }
    public long? SurvivorId { get; set; }
    public long Version { get; set; }
    public int LastSequence { get; set; }
    public int LastContact { get; set; }
    public string State { get; set; } = States.Open;
    public int? SubjectPart { get; set; }
    public string? Category { get; set; }
    public string? Team { get; set; }
    public required string Channel { get; set; }
    public string? Location { get; set; }
    public Instant OpenedAt { get; set; }
    public Instant UpdatedAt { get; set; }
    public string WaitingOn { get; set; } = Incidents.WaitingOn.Us;
    public Instant WaitingSince { get; set; }
    public int Interactions { get; set; }
    public int WaitSeconds { get; set; }
    public long? MismatchId { get; set; }
    public long? ParentId { get; set; }

    /// <summary>The number of incidents merged into this one, directly or indirectly.</summary>
    public int Members { get; set; }

    /// <summary>False if neither the incident nor any incident merged into it ever had a hand-off, so that no query is needed.</summary>
    public bool MayHaveHandoffs => LastHandoff > 0 || Members > 0;
    public int LastApproval { get; set; }
    public int LastPromise { get; set; }
    public int LastHandoff { get; set; }

    /// <summary>
    /// The times of the last message in, the last message out and the first message out; only messages that persons wrote count.
    /// </summary>
    public Instant? LastInAt { get; set; }
    public Instant? LastOutAt { get; set; }
    public Instant? FirstResponseAt { get; set; }

    /// <summary>How long the customer has waited on us, without the current wait.</summary>
    public long WaitedMicros { get; set; }
    public Instant? ResolvedAt { get; set; }
    public long? ResolverKey { get; set; }
    public string? ResolverAgent { get; set; }
    public Instant? FirstResolvedAt { get; set; }

    /// <summary>The number of interactions until the first resolution.</summary>
    public int? FirstResolvedWith { get; set; }

    /// <summary>When the quiet period ends; null while it does not run.</summary>
    public Instant? ClosesAt { get; set; }
    public Instant? ClosedAt { get; set; }
    public string? ClosedBy { get; set; }
    public int Disputes { get; set; }
    public int Reopened { get; set; }
    public Instant? SurveyedAt { get; set; }

    /// <summary>When personal data was last removed.</summary>
    public Instant? ErasedAt { get; set; }

    /// <summary>Loaded by a join: the text at SubjectPart, and the number of MismatchId.</summary>
    public string? Subject { get; set; }
    public IncidentNumber? MismatchNumber { get; set; }

    /// <summary>The requested number, if its incident was merged into this one.</summary>
    public IncidentNumber? AskedFor { get; set; }

    /// <summary>The incident that owns the requested number; this one, if it was not merged. Its items keep their URLs.</summary>
    public long NamedId => AskedForId ?? Id;
    public long? AskedForId { get; set; }
    public IncidentNumber NamedNumber => AskedFor ?? Number;

    /// <summary>The requested number is this incident's own.</summary>
    public bool IsAskedForItself => AskedForId is null;

    /// <summary>The events of the current change that are not stored yet.</summary>
    public List<TimelineEvent> PendingEvents { get; } = [];

    /// <summary>True if the incident must be saved at the end of the change.</summary>
    public bool IsChanged { get; private set; }

    public string Tag => IncidentVersion.TagOf(Number, Version);

    public string Url => "/v1/incidents/" + Number;

    /// <summary>Appends an event to the timeline, with its text if it has one.</summary>
    public TimelineEvent Append(string type, Origin origin, Instant now, Facts? facts = null, string? text = null)
    {
        var line = new TimelineEvent
        {
            IncidentId = Id,
            Sequence = ++LastSequence,
            OccurredAt = now,
            Type = type,
            Channel = origin.Channel,
            Location = origin.Location,
            Team = origin.Team,
            KeyId = origin.KeyId,
            Agent = origin.Agent,
            TraceParent = origin.TraceParent,
            Facts = origin.IsAgentVerified ? (facts ?? new Facts()) with { AgentVerified = true } : facts,
            Text = text,
        };
        PendingEvents.Add(line);
        IsChanged = true;
        return line;
    }

    /// <summary>
    /// True if an automatic message opened it and no person has written yet: only then nobody waits on us from the start.
    /// </summary>
    public bool IsByMachine =>
        State == States.Open && WaitingOn == Incidents.WaitingOn.Customer && LastInAt is null && LastOutAt is null;

    /// <summary>Marks the incident as changed without adding an event.</summary>
    public void MarkChanged() => IsChanged = true;

    /// <summary>Marks the incident as saved, under the next version.</summary>
    public void MarkSaved()
    {
        Version++;
        PendingEvents.Clear();
        IsChanged = false;
    }

    /// <summary>Counts an interaction with the customer that this event records.</summary>
    public void CountInteraction(TimelineEvent line, int? waitSeconds)
    {
        line.Interaction = ++Interactions;
        line.WaitSeconds = waitSeconds;
        WaitSeconds = (int)Math.Min(int.MaxValue, WaitSeconds + (long)(waitSeconds ?? 0));
    }

    /// <summary>Appends an event for an interaction with the customer and counts it.</summary>
    public TimelineEvent RecordInteraction(Origin origin, Instant now, Facts facts, int? waitSeconds, string? note = null)
    {
        var line = Append(EventTypes.InteractionRecorded, origin, now, facts, note);
        CountInteraction(line, waitSeconds);
        return line;
    }

    /// <summary>Sets who has to act next. Automatic messages do not change this.</summary>
    public void SetWaitingOn(string on, Instant now)
    {
        if (WaitingOn == on) return;
        if (WaitingOn == Incidents.WaitingOn.Us) WaitedMicros += now.Micros - WaitingSince.Micros;
        WaitingOn = on;
        WaitingSince = now;
    }
}
