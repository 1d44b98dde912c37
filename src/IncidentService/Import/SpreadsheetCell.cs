namespace IncidentService.Import;

/// <summary>
/// The two ways in which a spreadsheet marks digits as text, so that it drops no leading zero: ="0007019" and '7020.
/// </summary>
internal static class SpreadsheetCell
{
    public static bool IsFormulaOfText(string cell) =>
        cell is ['=', '"', .., '"'] and { Length: > 2 } && !cell.AsSpan()[2..^1].Contains('"');

    /// <summary>The text of a cell without the mark. An apostrophe counts as a mark only where no person writes prose.</summary>
    public static string Unmark(string cell, bool isProse)
    {
        if (IsFormulaOfText(cell)) return cell[2..^1];
        return !isProse && cell is ['\'', _, ..] ? cell[1..] : cell;
    }
}
