namespace IncidentNumbers.Finding;

/// <summary>How closely a piece is joined to the one before it.</summary>
internal enum Join : byte { None, Line, Space, Tight }

/// <summary>
/// A token of a text that contains digits: a group of digits, perhaps with letters that stand for digits, or (if barred) some code. Start
/// and End are in UTF-16 units; Count is the number of digits.
/// </summary>
internal record struct Piece(int Start, int End, int Count, Join Join)
{
    /// <summary>The piece follows a prefix word.</summary>
    internal bool Marked { get; init; }

    internal bool Lookalikes { get; init; }

    internal bool AfterPlus { get; init; }

    internal bool AfterHash { get; init; }

    /// <summary>The piece is part of something else, and no number may include it.</summary>
    internal bool Barred { get; set; }

    /// <summary>The piece is part of a number that was already found.</summary>
    internal bool Taken { get; set; }
}
