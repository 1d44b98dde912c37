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

    /// <summary>What can become of one.</summary>
    public static readonly IReadOnlyList<string> Outcomes = [Kept, Broken, Withdrawn];

    /// <summary>Those in which nobody may have answered for it yet.</summary>
    public static readonly IReadOnlyList<string> Unanswered = [Open, Overdue, Broken];
}

internal static class PromiseKinds
{
    public const string Promise = "promise";
    public const string Acknowledge = "acknowledge";
    public const string FirstResponse = "first-response";
    public const string FinalResponse = "final-response";
    public static readonly IReadOnlyList<string> All = [Promise, Acknowledge, FirstResponse, FinalResponse];

    /// <summary>What a policy can promise.</summary>
    public static readonly IReadOnlyList<string> Targets = [Acknowledge, FirstResponse, FinalResponse];
}

/// <summary>What the customer was promised, or a policy made us promise, as stored. What was said is the text of its line.</summary>
internal sealed class Promise
{
    public long IncidentId { get; init; }
    public int Ordinal { get; init; }
    public string Kind { get; init; } = PromiseKinds.Promise;
    public string? Policy { get; init; }
    public string State { get; set; } = PromiseStates.Open;
    public Instant DueAt { get; init; }
    public string? Team { get; init; }
    public Instant PromisedAt { get; init; }
    public string? Channel { get; init; }
    public string? Agent { get; init; }
    public int Sequence { get; init; }
    public long? AnnouncedId { get; set; }
    public int? AnnouncedBy { get; set; }
    public Instant? OverdueAt { get; set; }
    public Instant? SettledAt { get; set; }

    /// <summary>When somebody answered for it. Until then it stays on the card.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>Read along: what was promised, the text of its line.</summary>
    public string? Text { get; init; }

    public bool IsPending => State is PromiseStates.Open or PromiseStates.Overdue;

    /// <summary>False where it is not, or no longer, due.</summary>
    public bool TryFallDue(Instant now)
    {
        if (State != PromiseStates.Open || DueAt > now) return false;
        (State, OverdueAt) = (PromiseStates.Overdue, now);
        return true;
    }

    /// <summary>It comes to this outcome, or had come to it. One broken without a word of explanation is not answered for. The type of the event; null when nothing changes.</summary>
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
