namespace IncidentNumbers;

/// <summary>A slip of the hand that <see cref="NumberMender"/> undoes.</summary>
public enum Slip
{
    /// <summary>One digit is another than was meant.</summary>
    WrongDigit,

    /// <summary>Two neighbouring digits changed places.</summary>
    Swapped,

    /// <summary>One digit of the twelve was left out.</summary>
    Missing,

    /// <summary>One digit too many was typed.</summary>
    Extra,

    /// <summary>Letters were put for digits, and reading them as digits is all it takes.</summary>
    Lookalike,

    /// <summary>The three groups of four stand in reverse order, as right-to-left text shows them.</summary>
    Reversed,
}

/// <summary>A number that may have been meant, and the one slip between it and what was typed.</summary>
/// <param name="Number">The number that may have been meant.</param>
/// <param name="Slip">The slip.</param>
/// <param name="Position">
/// Where, counting digits from 1. WrongDigit: the digit to change, 1 to 12. Swapped: the first of the two, 1 to 11. Missing: the
/// digit to put in, as a position in <paramref name="Number"/>, 1 to 12. Extra: the digit to take out, as a position among the thirteen
/// typed, 1 to 13. Lookalike: the first letter put for a digit, 1 to 12. Reversed: 1. Where several positions give the same number (one of
/// several
/// like digits in a row is missing or extra), the first.
/// </param>
public readonly record struct Mend(IncidentNumber Number, Slip Slip, int Position);
