namespace IncidentNumbers;

/// <summary>How much had to be assumed to read a number.</summary>
public enum ReadingStrength
{
    /// <summary>Something was guessed: letters that stand for digits, or groups in reverse order. Ask before using it.</summary>
    Repaired,

    /// <summary>All digits are present in order, but they may be something else: a phone number, an amount, part of a longer row.</summary>
    Doubtful,

    /// <summary>Nothing was guessed: once markup and escapes are resolved, the text contains the number as it was issued.</summary>
    Clear,
}

/// <summary>A number that a text may contain, despite what tools have done to the text.</summary>
/// <param name="Number">The number. The register must tell whether it was issued.</param>
/// <param name="Start">The beginning of the part of the text that it was read from, in UTF-16 units from 0.</param>
/// <param name="Length">The length of that part, in UTF-16 units.</param>
/// <param name="Strength">How much had to be assumed.</param>
/// <param name="Repair">What had to be repaired, if <paramref name="Strength"/> is Repaired; otherwise null.</param>
public readonly record struct PossibleNumber(IncidentNumber Number, int Start, int Length, ReadingStrength Strength, Mend? Repair);
