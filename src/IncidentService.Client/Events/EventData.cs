using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Facts and links only. A caller who may know more follows the links with its own key.</summary>
public sealed record EventData : Received
{
    /// <summary>The incident's number.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The line's sequence number within its incident, from 1 without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The ordinal of the interaction that the event records.</summary>
    public int? Interaction { get; init; }

    /// <summary>How long the customer waited, in seconds.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>What happened, in ids and facts.</summary>
    public Facts? Facts { get; init; }

    /// <summary>Links to more details.</summary>
    public required EventLinks Links { get; init; }
}

/// <summary>Addresses of the service, relative to its root.</summary>
public sealed record EventLinks : Received
{
    /// <summary>The card. For a merged incident, the card of the incident it was merged into.</summary>
    public required string Incident { get; init; }

    /// <summary>The line of the timeline, with its text.</summary>
    public required string Line { get; init; }

    /// <summary>The approval.</summary>
    public string? Approval { get; init; }

    /// <summary>The promise.</summary>
    public string? Promise { get; init; }

    /// <summary>The hand-off.</summary>
    public string? Handoff { get; init; }
}
