using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Facts and links only: who may know more follows them with a key of their own.</summary>
public sealed record EventData : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The line's place within its incident, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The ordinal of the interaction that it tells of.</summary>
    public int? Interaction { get; init; }

    /// <summary>How long the customer waited, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What happened, in ids and facts.</summary>
    public Facts? Facts { get; init; }

    /// <summary>Where more is to be read.</summary>
    public required EventLinks Links { get; init; }
}

/// <summary>Addresses of the service, relative to its root.</summary>
public sealed record EventLinks : Received
{
    /// <summary>The card; of a merged incident, that of the one it lives on in.</summary>
    public required string Incident { get; init; }

    /// <summary>The line of the timeline, with what was said.</summary>
    public required string Line { get; init; }

    /// <summary>The approval.</summary>
    public string? Approval { get; init; }

    /// <summary>The promise.</summary>
    public string? Promise { get; init; }

    /// <summary>The hand-off.</summary>
    public string? Handoff { get; init; }
}
