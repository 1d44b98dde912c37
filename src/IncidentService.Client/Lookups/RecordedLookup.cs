using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A lookup as recorded.</summary>
public sealed record RecordedLookup : Received
{
    /// <summary>The lookup's id.</summary>
    public required string Id { get; init; }

    /// <summary>When it took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The channel that looked up.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>The outcome.</summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public required long Micros { get; init; }

    /// <summary>The incident that was found.</summary>
    public IncidentNumber? Number { get; init; }

    /// <summary>The quoted text; stored only for a miss.</summary>
    public string? Quoted { get; init; }

    /// <summary>The shape of a miss: CAS-9999999.</summary>
    public string? Shape { get; init; }

    /// <summary>Whether the customer was present.</summary>
    public required bool CustomerPresent { get; init; }

    /// <summary>The answer that was recorded later.</summary>
    public RecordedAnswer? Answer { get; init; }
}

/// <summary>The answer to a lookup, and what it taught.</summary>
public sealed record RecordedAnswer : Received
{
    /// <summary>The number found later.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The text that was taught.</summary>
    public Taught? Taught { get; init; }
}

/// <summary>Text that finds the incident from now on.</summary>
public sealed record Taught : Received
{
    /// <summary>The other system's short name.</summary>
    public required string System { get; init; }

    /// <summary>The value in that system.</summary>
    public required string Value { get; init; }
}
