using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>An incident that was found.</summary>
public sealed record LookupMatch : Received
{
    /// <summary>certain; or confirm: ask the customer before telling anything.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>number, reference, contact, shared-reference or repair.</summary>
    public required FoundBy By { get; init; }

    /// <summary>What had to be mended, if anything.</summary>
    public Repair? Repair { get; init; }

    /// <summary>The hints that the incident bears out.</summary>
    public required IReadOnlyList<string> Agree { get; init; }

    /// <summary>The hints that the incident speaks against.</summary>
    public required IReadOnlyList<string> Contradict { get; init; }

    /// <summary>The incident that was found.</summary>
    public required IncidentNumber Number { get; init; }

    /// <summary>The number as it is printed for people.</summary>
    public required string Formatted { get; init; }

    /// <summary>open, resolved or closed.</summary>
    public required IncidentState State { get; init; }

    /// <summary>A summary, where several were found.</summary>
    public IncidentSummary? Summary { get; init; }

    /// <summary>The whole card, where one was found; contacts masked until confirmed.</summary>
    public Card? Card { get; init; }
}

/// <summary>What had to be mended to make a number of it.</summary>
public sealed record Repair : Received
{
    /// <summary>wrong-digit, swapped, missing, extra or lookalike.</summary>
    public required SlipKind Slip { get; init; }

    /// <summary>Where, counted from 1: in the number; of an extra digit, in what was typed.</summary>
    public required int Position { get; init; }
}
