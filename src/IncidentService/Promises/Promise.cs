using IncidentService.Storage;

namespace IncidentService.Promises;

internal static class PromiseStates
{
    public const string Open = "open";
    public const string Overdue = "overdue";
    public const string Kept = "kept";
    public const string Broken = "broken";
    public const string Withdrawn = "withdrawn";
    public static readonly IReadOnlyList<string> All = [Open, Overdue, Kept, Broken, Withdrawn];
}

internal static class PromiseKinds
{
    public const string Promise = "promise";
    public const string Acknowledge = "acknowledge";
    public const string FirstResponse = "first-response";
    public const string FinalResponse = "final-response";
    public static readonly IReadOnlyList<string> All = [Promise, Acknowledge, FirstResponse, FinalResponse];
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

    /// <summary>When somebody answered for it; until then it is on the card.</summary>
    public Instant? AnsweredAt { get; set; }

    /// <summary>Read along: what was promised, the text of its line.</summary>
    public string? Text { get; init; }
}
