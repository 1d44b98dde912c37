using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>The result of recording a message.</summary>
public sealed record MessageReceipt : Received
{
    /// <summary>The incident of the message.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>opened, appended, or duplicate if the message was recorded before.</summary>
    public required MessageOutcome Outcome { get; init; }

    /// <summary>The incident whose number was quoted by a sender who is not one of its contacts. The message was not added to it.</summary>
    public IncidentNumber? Mismatch { get; init; }

    /// <summary>The message's line in the incident's timeline.</summary>
    public required int Sequence { get; init; }
}
