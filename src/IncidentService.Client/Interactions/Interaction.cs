using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An interaction with the customer: a call, a visit, a chat, or an incoming message.</summary>
public sealed record Interaction : Received
{
    /// <summary>The incident that it was recorded for. Together with id it forms the permanent address.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The interaction's ordinal within its incident.</summary>
    public required int Id { get; init; }

    /// <summary>The kind of interaction.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>One of the channels.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The store or site, if named.</summary>
    public string? Location { get; init; }

    /// <summary>The person, as asserted by the caller.</summary>
    public string? Agent { get; init; }

    /// <summary>When it took place.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long the customer waited for somebody, in seconds, if known.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The line of the timeline that records it.</summary>
    public required int Sequence { get; init; }
}

/// <summary>How often the customer contacted us, and how long they waited.</summary>
public sealed record InteractionCount : Received
{
    /// <summary>The number of interactions.</summary>
    public required int Count { get; init; }

    /// <summary>The total waiting time, in seconds.</summary>
    public required int WaitSeconds { get; init; }
}
