using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>Where a message went.</summary>
public sealed record MessageReceipt : Received
{
    /// <summary>The incident that it went to.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as it is printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>opened, appended, or duplicate when the message was taken before.</summary>
    public required MessageOutcome Outcome { get; init; }

    /// <summary>The incident whose number was quoted by a sender whom it does not know: the message was kept apart from it.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The message's line in the incident's timeline.</summary>
    public required int Sequence { get; init; }
}
