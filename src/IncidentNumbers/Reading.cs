namespace IncidentNumbers;

/// <summary>How a typed text reads.</summary>
public enum ReadingKind
{
    /// <summary>Something other than digits and what may group them or stand before them.</summary>
    NotANumber,

    /// <summary>Digits, but of another length than twelve or with check digits that disagree.</summary>
    Invalid,

    /// <summary>A valid number once letters put for digits (<c>O o Q I l | Z S B</c>) are read as those digits.</summary>
    Repaired,

    /// <summary>A valid number, digit for digit.</summary>
    Exact,
}

/// <summary>What <see cref="NumberReader"/> made of a typed text; <c>default</c> is <see cref="ReadingKind.NotANumber"/>.</summary>
public readonly record struct Reading
{
    /// <summary>How the text reads.</summary>
    public ReadingKind Kind { get; init; }

    /// <summary>The number, when <see cref="Kind"/> is Exact or Repaired; otherwise <c>default</c>.</summary>
    public IncidentNumber Number { get; init; }

    /// <summary>The digits read, in ASCII, one or more of them, when <see cref="Kind"/> is Invalid; otherwise null.</summary>
    public string? Digits { get; init; }

    /// <summary>Whether letters were read as digits: always when Repaired, perhaps when Invalid.</summary>
    public bool Lookalikes { get; init; }
}
