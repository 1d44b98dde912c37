using IncidentNumbers;
using IncidentService.Common;

namespace IncidentService.Lookup.Recording;

/// <summary>A recorded lookup: the caller and origin, the outcome, and the answer of a miss.</summary>
internal sealed class LookupRecord
{
    public long Id { get; init; }
    public Instant OccurredAt { get; init; }
    public long KeyId { get; init; }
    public required string Channel { get; init; }
    public string? Location { get; init; }
    public string? Agent { get; init; }
    public required string Outcome { get; init; }
    public long Micros { get; init; }
    public long? IncidentId { get; init; }
    public string? Shape { get; init; }
    public bool CustomerPresent { get; init; }
    public int? WaitSeconds { get; init; }

    /// <summary>True once its interaction is recorded.</summary>
    public bool Counted { get; set; }
    public long? AnswerId { get; set; }
    public Instant? AnsweredAt { get; set; }

    /// <summary>Loaded by joins: the quoted text, which is stored only for misses, and the numbers of the ids.</summary>
    public string? Quoted { get; init; }
    public IncidentNumber? Number { get; init; }
    public IncidentNumber? AnswerNumber { get; init; }
    public string? TaughtSystem { get; init; }
    public string? TaughtValue { get; init; }
}

/// <summary>The filter of a list of lookups.</summary>
internal sealed record LookupFilter
{
    public string? Outcome { get; init; }
    public string? Channel { get; init; }
    public bool? Answered { get; init; }
    public string? Shape { get; init; }
    public long? Before { get; init; }
}

/// <summary>Misses of the same shape: one line of the improvement list.</summary>
internal sealed class MissShape
{
    public required string Shape { get; init; }
    public int Count { get; init; }
    public int Unanswered { get; init; }
    public Instant LastAt { get; init; }
}
