namespace IncidentNumbers;

/// <summary>How much had to be taken for granted to read a number.</summary>
public enum ReadingStrength
{
    /// <summary>Something was guessed: letters stood for digits, or the groups in reverse order. Ask before taking it.</summary>
    Repaired,

    /// <summary>
    /// All digits are there in their order, but they may be something else: a phone number, an amount, part of a longer row.
    /// </summary>
    Doubtful,

    /// <summary>Nothing was guessed: once markup and escapes are resolved, it stands there as it was issued.</summary>
    Clear,
}

/// <summary>A number that a text may hold, read through what tools do to it.</summary>
/// <param name="Number">The number. Whether it was ever issued is for the register to say.</param>
/// <param name="Start">Where the part of the text begins that it was read from, in UTF-16 units from 0.</param>
/// <param name="Length">How long that part is, in UTF-16 units.</param>
/// <param name="Strength">How much had to be taken for granted.</param>
/// <param name="Repair">What had to be repaired, where <paramref name="Strength"/> is Repaired; otherwise null.</param>
public readonly record struct PossibleNumber(IncidentNumber Number, int Start, int Length, ReadingStrength Strength, Mend? Repair);
