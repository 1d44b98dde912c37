using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An incident that was found.</summary>
public sealed record LookupMatch : Received
{
    /// <summary>certain; or confirm: ask the customer before you disclose anything.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>number, reference, contact, shared-reference or repair.</summary>
    public required FoundBy By { get; init; }

    /// <summary>What was repaired, if anything.</summary>
    public Repair? Repair { get; init; }

    /// <summary>The hints that agree with the incident.</summary>
    public required IReadOnlyList<string> Agree { get; init; }

    /// <summary>The hints that contradict the incident.</summary>
    public required IReadOnlyList<string> Contradict { get; init; }

    /// <summary>The incident that was found.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>A summary, if several incidents were found.</summary>
    public IncidentSummary? Summary { get; init; }

    /// <summary>The card, if one incident was found; its contacts are masked until confirmed.</summary>
    public Card? Card { get; init; }
}

/// <summary>What was repaired to get a valid number.</summary>
public sealed record Repair : Received
{
    /// <summary>wrong-digit, swapped, missing, extra or lookalike.</summary>
    public required SlipKind Slip { get; init; }

    /// <summary>The position from 1 in the number; for an extra digit, in the typed text.</summary>
    public required int Position { get; init; }
}
