using IncidentNumbers;

namespace IncidentService.Client;

/// <summary>A number that somebody typed, pasted or read out, parsed locally without a connection.</summary>
public sealed record TypedNumber
{
    private TypedNumber(IncidentNumber? number, IReadOnlyList<Mend> mends) => (Number, Mends) = (number, mends);

    /// <summary>The number exactly as typed; null if it is not a number. Only the service knows whether it was issued.</summary>
    public IncidentNumber? Number { get; }

    /// <summary>
    /// The numbers that may have been meant, one slip away; ask before you use one. Empty if the text is a number, or not similar to one.
    /// </summary>
    public IReadOnlyList<Mend> Mends { get; }

    /// <summary>Parses a text that consists of one number, in any grouping. Never throws.</summary>
    public static TypedNumber Read(string? typed)
    {
        var reading = NumberReader.Read(typed);
        return reading.Kind == ReadingKind.Exact ? new TypedNumber(reading.Number, []) : new TypedNumber(null, NumberMender.Mend(typed));
    }
}
