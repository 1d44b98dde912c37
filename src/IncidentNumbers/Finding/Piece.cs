namespace IncidentNumbers.Finding;

/// <summary>How closely a piece is joined to the one before it.</summary>
internal enum Join : byte { None, Line, Space, Tight }

/// <summary>
/// A token of a text with digits in it: a group of digits, perhaps with letters put for digits, or (barred) some code. Start and End are
/// UTF-16 units, Count its digits.
/// </summary>
internal record struct Piece(int Start, int End, int Count, Join Join)
{
    /// <summary>A prefix word stands before it.</summary>
    internal bool Marked { get; init; }

    internal bool Lookalikes { get; init; }

    internal bool AfterPlus { get; init; }

    internal bool AfterHash { get; init; }

    /// <summary>Part of something else, which no number may reach into.</summary>
    internal bool Barred { get; set; }

    /// <summary>Part of a number already found.</summary>
    internal bool Taken { get; set; }
}
