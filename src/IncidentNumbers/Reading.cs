namespace IncidentNumbers;

/// <summary>The kinds of results of reading a typed text.</summary>
public enum ReadingKind
{
    /// <summary>The text contains something other than digits and what may group or precede them.</summary>
    NotANumber,

    /// <summary>Digits, but not twelve, or with wrong check digits.</summary>
    Invalid,

    /// <summary>A valid number if letters that stand for digits (<c>O o Q I l | Z S B</c>) are read as those digits.</summary>
    Repaired,

    /// <summary>A valid number, digit for digit.</summary>
    Exact,
}

/// <summary>The result of <see cref="NumberReader"/> for a typed text; <c>default</c> is <see cref="ReadingKind.NotANumber"/>.</summary>
public readonly record struct Reading
{
    /// <summary>The kind of result.</summary>
    public ReadingKind Kind { get; init; }

    /// <summary>The number if <see cref="Kind"/> is Exact or Repaired; otherwise <c>default</c>.</summary>
    public IncidentNumber Number { get; init; }

    /// <summary>The digits that were read, in ASCII, at least one, if <see cref="Kind"/> is Invalid; otherwise null.</summary>
    public string? Digits { get; init; }

    /// <summary>Whether letters were read as digits: always if Repaired, possibly if Invalid.</summary>
    public bool Lookalikes { get; init; }
}
