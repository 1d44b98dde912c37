using IncidentNumbers;
using IncidentService.Storage;
using IncidentService.Timeline;

namespace IncidentService.Incidents;

internal static class Channels
{
    public static readonly IReadOnlyList<string> All = ["email", "phone", "store", "social", "chat", "web"];
}

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

    /// <summary>Read along: the text at SubjectPart, and the number behind MismatchId.</summary>
    public string? Subject { get; set; }
    public IncidentNumber? MismatchNumber { get; set; }

    /// <summary>The number that was asked for, where that is one merged into this incident.</summary>
    public IncidentNumber? AskedFor { get; set; }

    public List<TimelineEvent> News { get; } = [];

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
        News.Add(line);
        return line;
    }

    /// <summary>The customer was there once more, as told by this line.</summary>
    public void Count(TimelineEvent line, int? waitSeconds)
    {
        line.Interaction = ++Interactions;
        line.WaitSeconds = waitSeconds;
        WaitSeconds += waitSeconds ?? 0;
    }

    /// <summary>Writes down that the customer was there.</summary>
    public TimelineEvent Meet(Origin origin, Instant now, Facts facts, int? waitSeconds, string? note = null)
    {
        var line = Append(EventTypes.InteractionRecorded, origin, now, facts, note);
        Count(line, waitSeconds);
        return line;
    }

    /// <summary>Who has to move next. An automatic message moves nothing.</summary>
    public void Wait(string on, Instant now)
    {
        if (WaitingOn == on) return;
        WaitingOn = on;
        WaitingSince = now;
    }
}

/// <summary>Who did something and from where.</summary>
internal sealed record Origin(long KeyId, string Channel, string? Location, string? Team, string? Agent);
