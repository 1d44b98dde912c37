namespace IncidentNumbers.Loose;

/// <summary>Evidence for or against a group of digits being part of a number.</summary>
[Flags]
internal enum Traits : byte
{
    None = 0,

    /// <summary>The group is part of something else: a percentage, a colour, a handle.</summary>
    Barred = 1,

    /// <summary>There are letters among the digits.</summary>
    Code = 2,

    /// <summary>An international phone number begins here.</summary>
    Plus = 4,

    /// <summary>The group continues a phone number.</summary>
    InPhone = 8,

    /// <summary>A word is attached to the group, for example by a hyphen, or identifies it as a phone number.</summary>
    Tied = 16,

    /// <summary>The group consists of letters that may all stand for digits; it does not count as a neighbour of other groups.</summary>
    Word = 32,

    /// <summary>A currency sign stands beside the group. Nobody but the register can tell whether it is an amount.</summary>
    Amount = 64,
}

/// <summary>Adjacent digits, or letters and digits: <paramref name="Count"/> characters from Start up to but excluding End.</summary>
/// <param name="Start">The beginning, in UTF-16 units.</param>
/// <param name="End">The end, in UTF-16 units.</param>
/// <param name="Count">The number of characters.</param>
/// <param name="Value">The value of the digits, if there are at most twelve and no letters.</param>
/// <param name="Traits">The evidence for or against the group.</param>
/// <param name="Joined">Whether there are only separators between it and the previous group.</param>
internal record struct Group(int Start, int End, int Count, long Value, Traits Traits, bool Joined)
{
    internal readonly bool Has(Traits trait) => (Traits & trait) != 0;
}
