using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A lookup as recorded.</summary>
public sealed record RecordedLookup : Received
{
    /// <summary>The lookup's id.</summary>
    public required string Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The channel that asked.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as the caller asserted.</summary>
    public string? Agent { get; init; }

    /// <summary>What it came to.</summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public required long Micros { get; init; }

    /// <summary>The incident that was found.</summary>
    public IncidentNumber? Number { get; init; }

    /// <summary>What was quoted; kept for a miss alone.</summary>
    public string? Quoted { get; init; }

    /// <summary>What a miss looked like: CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>The customer was there.</summary>
    public required bool CustomerPresent { get; init; }

    /// <summary>The number found later.</summary>
    public RecordedAnswer? Answer { get; init; }
}

/// <summary>The number found later, and what was taught by it.</summary>
public sealed record RecordedAnswer : Received
{
    /// <summary>The number found later.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Learnt from a lookup that missed.</summary>
    public Taught? Taught { get; init; }
}

/// <summary>Words that lead to the incident from now on.</summary>
public sealed record Taught : Received
{
    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>What that system calls it.</summary>
    public required string Value { get; init; }
}
