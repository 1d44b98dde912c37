using IncidentNumbers;
using IncidentService.Common;
using IncidentService.Timeline;

namespace IncidentService.Promises;

internal static class PromiseStates
{
    public const string Open = "open";
    public const string Overdue = "overdue";
    public const string Kept = "kept";
    public const string Broken = "broken";
    public const string Withdrawn = "withdrawn";
    public static readonly IReadOnlyList<string> All = [Open, Overdue, Kept, Broken, Withdrawn];

    /// <summary>The outcomes of a promise.</summary>
    public static readonly IReadOnlyList<string> Outcomes = [Kept, Broken, Withdrawn];

    /// <summary>The states in which a promise may still need an answer.</summary>
    public static readonly IReadOnlyList<string> Unanswered = [Open, Overdue, Broken];

    /// <summary>Whether a promise in this state may still be kept.</summary>
    public static bool IsPending(string state) => state is Open or Overdue;
}

internal static class PromiseKinds
{
    public const string Promise = "promise";
    public const string Acknowledge = "acknowledge";
    public const string FirstResponse = "first-response";
    public const string FinalResponse = "final-response";
    public static readonly IReadOnlyList<string> All = [Promise, Acknowledge, FirstResponse, FinalResponse];

    /// <summary>The kinds that a policy can promise.</summary>
    public static readonly IReadOnlyList<string> Targets = [Acknowledge, FirstResponse, FinalResponse];
}

/// <summary>A stored promise to the customer, made by a person or an SLA policy. Its text is that of the event that made it.</summary>
internal sealed class Promise
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public string Kind { get; init; } = PromiseKinds.Promise;
    public string? Policy { get; init; }
    public string State { get; set; } = PromiseStates.Open;
    public Instant DueAt { get; set; }
    public string? Team { get; init; }
    public Instant PromisedAt { get; init; }
    public string? Channel { get; init; }
    public string? Agent { get; init; }
    public int Sequence { get; init; }
    public long? AnnouncedId { get; set; }
    public int? AnnouncedBy { get; set; }
    public Instant? OverdueAt { get; set; }
    public Instant? SettledAt { get; set; }

    /// <summary>When it was paused because we wait for the customer; null while it runs.</summary>
    public Instant? PausedAt { get; set; }

    /// <summary>How long its time has stood still, without the current pause.</summary>
    public long PausedMicros { get; set; }

    /// <summary>When somebody answered for it; until then it stays on the card.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>Loaded by a join: the text of the promise.</summary>
    public string? Text { get; init; }

    public bool IsPending => PromiseStates.IsPending(State);

    /// <summary>Makes an open promise overdue. False if it is not open, not due yet or paused.</summary>
    public bool TryFallDue(Instant now)
    {
        if (State != PromiseStates.Open || DueAt > now || PausedAt is not null) return false;
        (State, OverdueAt) = (PromiseStates.Overdue, now);
        return true;
    }

    /// <summary>Stops its time. False if it is not open, due already or paused already.</summary>
    public bool TryPause(Instant now)
    {
        if (State != PromiseStates.Open || DueAt <= now || PausedAt is not null) return false;
        PausedAt = now;
        return true;
    }

    /// <summary>Lets its time run on, until this due time.</summary>
    public void Resume(Instant now, Instant dueAt)
    {
        if (PausedAt is not { } paused) return;
        PausedMicros += Math.Max(0, now.Micros - paused.Micros);
        (PausedAt, DueAt) = (null, dueAt);
    }

    /// <summary>
    /// Settles the promise, or explains one that is settled. A promise broken without an explanation still needs an answer. Returns the
    /// type of the event; null if nothing changes.
    /// </summary>
    public string? Settle(string outcome, bool isExplained, Instant now)
    {
        if (IsPending)
        {
            (State, SettledAt) = (outcome, now);
            if (outcome != PromiseStates.Broken || isExplained) AnsweredAt = now;
            return EventTypeFor(outcome);
        }
        if (AnsweredAt is not null || !isExplained) return null;
        AnsweredAt = now;
        return EventTypes.PromiseAnswered;
    }

    public Facts CreateFacts(IncidentNumber number) =>
        new() { Number = number.ToString(), Promise = Ordinal, Kind = Kind, Policy = Policy, Team = Team, DueAt = DueAt };

    private static string EventTypeFor(string outcome) => outcome switch
    {
        PromiseStates.Kept => EventTypes.PromiseKept,
        PromiseStates.Broken => EventTypes.PromiseBroken,
        _ => EventTypes.PromiseWithdrawn,
    };
}
