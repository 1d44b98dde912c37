using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The customer was there: a call, a visit, a chat, or a message in.</summary>
public sealed record Interaction : Received
{
    /// <summary>The incident that it was recorded for: with id, its address for ever.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The interaction's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>How the customer was there.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if one was named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as the caller asserted.</summary>
    public string? Agent { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the customer waited before somebody was there, in seconds, when known.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The line of the timeline that tells of it.</summary>
    public required int Sequence { get; init; }
}

/// <summary>How often the customer had to tell the story, and how long they waited for somebody to hear it.</summary>
public sealed record InteractionCount : Received
{
    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>All waiting together, in seconds.</summary>
    public required int WaitSeconds { get; init; }
}
