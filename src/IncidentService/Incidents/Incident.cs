using IncidentNumbers;
using IncidentService.Common;
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

/// <summary>One customer problem as stored, and what happens to it within one change.</summary>
internal sealed class Incident
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

    /// <summary>How many others live on in this one.</summary>
    public int Members { get; set; }
    public int LastApproval { get; set; }
    public int LastPromise { get; set; }
    public int LastHandoff { get; set; }

    /// <summary>The last messages that persons wrote, in and out, and the first one out.</summary>
    public Instant? LastInAt { get; set; }
    public Instant? LastOutAt { get; set; }
    public Instant? FirstResponseAt { get; set; }

    /// <summary>How long the customer has waited on us, without the wait that still runs.</summary>
    public long WaitedMicros { get; set; }
    public Instant? ResolvedAt { get; set; }
    public long? ResolverKey { get; set; }
    public string? ResolverAgent { get; set; }
    public Instant? FirstResolvedAt { get; set; }

    /// <summary>How many interactions it had taken until it was first resolved.</summary>
    public int? FirstResolvedWith { get; set; }

    /// <summary>When the quiet period ends; null while its clock stands.</summary>
    public Instant? ClosesAt { get; set; }
    public Instant? ClosedAt { get; set; }
    public string? ClosedBy { get; set; }
    public int Disputes { get; set; }
    public int Reopened { get; set; }
    public Instant? SurveyedAt { get; set; }

    /// <summary>When personal data was removed, last.</summary>
    public Instant? ErasedAt { get; set; }

    /// <summary>Read along: the text at SubjectPart, and the number behind MismatchId.</summary>
    public string? Subject { get; set; }
    public IncidentNumber? MismatchNumber { get; set; }

    /// <summary>The number that was asked for, where that is one merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; set; }

    /// <summary>The incident whose number that is; this one, where it was not merged. What it has keeps its address.</summary>
    public long NamedId => AskedForId ?? Id;
    public long? AskedForId { get; set; }
    public IncidentNumber NamedNumber => AskedFor ?? Number;

    /// <summary>The number that was asked for is this incident's own.</summary>
    public bool IsAskedForItself => AskedForId is null;

    /// <summary>What has happened to it within this change.</summary>
    public List<TimelineEvent> PendingEvents { get; } = [];

    /// <summary>It is saved when the change is made.</summary>
    public bool IsChanged { get; private set; }

    public string Tag => $"\"{Number}.{Version}\"";

    public string Url => "/v1/incidents/" + Number;

    /// <summary>Appends a line to the timeline, with what it says, if anything.</summary>
    public TimelineEvent Append(
        string type, Origin origin, Instant now, Facts? facts = null, string? text = null, IReadOnlyList<Attachment>? attachments = null)
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
            Facts = facts,
            Text = text,
            Attachments = attachments,
        };
        PendingEvents.Add(line);
        IsChanged = true;
        return line;
    }

    /// <summary>It changed without anything to tell of.</summary>
    public void MarkChanged() => IsChanged = true;

    /// <summary>It is stored as it is now, under the next version.</summary>
    public void MarkSaved()
    {
        Version++;
        PendingEvents.Clear();
        IsChanged = false;
    }

    /// <summary>The customer was there once more, as told by this line.</summary>
    public void CountInteraction(TimelineEvent line, int? waitSeconds)
    {
        line.Interaction = ++Interactions;
        line.WaitSeconds = waitSeconds;
        WaitSeconds = (int)Math.Min(int.MaxValue, WaitSeconds + (long)(waitSeconds ?? 0));
    }

    /// <summary>Writes down that the customer was there.</summary>
    public TimelineEvent RecordInteraction(Origin origin, Instant now, Facts facts, int? waitSeconds, string? note = null)
    {
        var line = Append(EventTypes.InteractionRecorded, origin, now, facts, note);
        CountInteraction(line, waitSeconds);
        return line;
    }

    /// <summary>Who has to move next. An automatic message moves nothing.</summary>
    public void SetWaitingOn(string on, Instant now)
    {
        if (WaitingOn == on) return;
        if (WaitingOn == Incidents.WaitingOn.Us) WaitedMicros += now.Micros - WaitingSince.Micros;
        WaitingOn = on;
        WaitingSince = now;
    }
}
