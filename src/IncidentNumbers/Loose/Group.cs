namespace IncidentNumbers.Loose;

/// <summary>What speaks for or against a group of digits being part of a number.</summary>
[Flags]
internal enum Traits : byte
{
    None = 0,

    /// <summary>Part of something else: an amount, a colour, a handle.</summary>
    Barred = 1,

    /// <summary>Letters among the digits.</summary>
    Code = 2,

    /// <summary>An international phone number begins here.</summary>
    Plus = 4,

    /// <summary>Part of a phone number that began before.</summary>
    InPhone = 8,

    /// <summary>A word is tied to it by a hyphen or its like, or names it a phone number.</summary>
    Tied = 16,

    /// <summary>Letters alone, which may all stand for digits; no neighbour of other groups.</summary>
    Word = 32,
}

/// <summary>
/// Digits, or letters and digits, that stand together: <paramref name="Count"/> characters from Start up to but without End.
/// </summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Count">How many characters.</param>
/// <param name="Value">The value of its digits where there are no more than twelve and no letters.</param>
/// <param name="Traits">What speaks for or against it.</param>
/// <param name="Joined">Whether nothing but separators stands between it and the group before.</param>
internal record struct Group(int Start, int End, int Count, long Value, Traits Traits, bool Joined)
{
    internal readonly bool Has(Traits trait) => (Traits & trait) != 0;
}
