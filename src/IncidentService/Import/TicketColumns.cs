using IncidentService.Common.Outcomes;
using IncidentService.Contacts;

namespace IncidentService.Import;

/// <summary>
/// The header of an import: the position of each column. The columns of a refusal file are ignored, so that a corrected file can be
/// imported.
/// </summary>
internal sealed class TicketColumns
{
    public const string System = "system";
    public const string Value = "value";
    public const string Subject = "subject";
    public const string Category = "category";
    public const string Team = "team";
    public const string Channel = "channel";
    public const string Location = "location";
    public const string OpenedAt = "openedAt";
    public const string Text = "text";
    public static readonly IReadOnlyList<string> OfRefusal = ["refusedLine", "refusedColumn", "refusedBecause"];
    public static readonly IReadOnlyList<string> Known =
        [System, Value, Subject, Category, Team, Channel, Location, OpenedAt, .. ContactKinds.All, Text];

    private readonly Dictionary<string, int> places;

    private TicketColumns(Dictionary<string, int> places, IReadOnlyList<string> names) => (this.places, Names) = (places, names);

    /// <summary>The names as in the file, without the columns of a refusal file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Null if the header is invalid; the errors are recorded.</summary>
    public static TicketColumns? Parse(IReadOnlyList<string> header, ValidationErrors errors)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var names = header.Select(name => name.Trim()).ToList();
        while (names is [.., ""]) names.RemoveAt(names.Count - 1);
        foreach (var (place, name) in names.Index())
        {
            if (!places.TryAdd(name, place)) errors.Add("header", $"names column {place + 1} like one before");
            else if (!Known.Concat(OfRefusal).Contains(name, StringComparer.OrdinalIgnoreCase))
                errors.Add("header", $"does not know column {place + 1}: use {string.Join(", ", Known)}");
        }
        if (!places.ContainsKey(Value)) errors.Add("header", $"has no column {Value}, which holds the number that customers were given");
        return errors.IsEmpty
            ? new TicketColumns(places, [.. names.Where(name => !OfRefusal.Contains(name, StringComparer.OrdinalIgnoreCase))])
            : null;
    }

    public bool Has(string column) => places.ContainsKey(column);

    /// <summary>The text of a cell, without the marks of a spreadsheet; null if the column is absent or the cell is empty.</summary>
    public string? Cell(CsvRecord record, string column) =>
        CellAsWritten(record, column) is { Length: > 0 } cell
            ? SpreadsheetCell.Unmark(cell, isProse: column is Subject or Text or ContactKinds.Name)
            : null;

    /// <summary>The cells in the order of Names, as they are in the file.</summary>
    public IEnumerable<string> CellsOf(CsvRecord record) => Names.Select(name => CellAsWritten(record, name));

    /// <summary>Whether each column has its cell. Empty cells after the last column do not count.</summary>
    public bool Fit(CsvRecord record) => record.Cells.Count >= Count && record.Cells.Skip(Count).All(cell => cell.Length == 0);

    public int Count => places.Count;

    private string CellAsWritten(CsvRecord record, string column) =>
        places.TryGetValue(column, out var place) && place < record.Cells.Count ? record.Cells[place] : "";
}
