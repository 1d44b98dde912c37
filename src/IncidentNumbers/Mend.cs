namespace IncidentNumbers;

/// <summary>A typing mistake that <see cref="NumberMender"/> corrects.</summary>
public enum Slip
{
    /// <summary>One digit is wrong.</summary>
    WrongDigit,

    /// <summary>Two neighbouring digits were swapped.</summary>
    Swapped,

    /// <summary>One of the twelve digits was left out.</summary>
    Missing,

    /// <summary>One digit too many was typed.</summary>
    Extra,

    /// <summary>Letters were typed for digits, and reading them as digits suffices.</summary>
    Lookalike,

    /// <summary>The three groups of four are in reverse order, as right-to-left text shows them.</summary>
    Reversed,
}

/// <summary>A number that may have been meant, and the one mistake between it and what was typed.</summary>
/// <param name="Number">The number that may have been meant.</param>
/// <param name="Slip">The mistake.</param>
/// <param name="Position">
/// The position of the mistake, counting digits from 1. WrongDigit: the digit to change, 1 to 12. Swapped: the first of the two, 1 to 11.
/// Missing:
/// the digit to insert, as a position in <paramref name="Number"/>, 1 to 12. Extra: the digit to remove, as a position among the thirteen
/// typed,
/// 1 to 13. Lookalike: the first letter that stands for a digit, 1 to 12. Reversed: 1. If several positions give the same number (one of
/// several
/// equal digits in a row is missing or extra), the first of them.
/// </param>
public readonly record struct Mend(IncidentNumber Number, Slip Slip, int Position);
