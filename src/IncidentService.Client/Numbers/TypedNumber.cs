using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>What somebody typed, pasted or read out, read on the spot: no call is made, and no line is needed.</summary>
public sealed record TypedNumber
{
    private TypedNumber(IncidentNumber? number, IReadOnlyList<Mend> mends) => (Number, Mends) = (number, mends);

    /// <summary>The number, digit for digit as it was typed; null when it is not one. Whether it was issued, the service knows.</summary>
    public IncidentNumber? Number { get; }

    /// <summary>What may have been meant, one slip away; ask before taking one. Empty when it is a number, or nothing like one.</summary>
    public IReadOnlyList<Mend> Mends { get; }

    /// <summary>Reads a text that is one number and nothing else, in any grouping. Never throws.</summary>
    public static TypedNumber Read(string? typed)
    {
        var reading = NumberReader.Read(typed);
        return reading.Kind == ReadingKind.Exact ? new TypedNumber(reading.Number, []) : new TypedNumber(null, NumberMender.Mend(typed));
    }
}
