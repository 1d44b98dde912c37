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

    /// <summary>What the service changed in the message in order to take it; null if it was taken as it is.</summary>
    public IReadOnlyList<Adjustment>? Adjustments { get; init; }
}

/// <summary>A change that the service made in a message in order to take it.</summary>
public sealed record Adjustment : Received
{
    /// <summary>The field, as a path into the request.</summary>
    public required string Field { get; init; }

    /// <summary>What was done to it.</summary>
    public required AdjustmentChange Change { get; init; }

    /// <summary>The length before it was cut, in characters; the number of items before some were left out.</summary>
    public int? Length { get; init; }
}
