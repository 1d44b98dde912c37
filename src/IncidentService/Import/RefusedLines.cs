using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using IncidentService.Common.Outcomes;

namespace IncidentService.Import;

/// <summary>
/// Writes the refused lines, with the reasons, to a file next to the import. The file is created at the first refused line. It has the same
/// form as the import, so that it can be corrected and imported. Only its owner may read it, because it contains the imported data.
/// </summary>
internal sealed class RefusedLines(string path) : IDisposable
{
    private CsvWriter? writer;

    public string Path => path;

    public int Count { get; private set; }

    public static string PathFor(string import) => System.IO.Path.ChangeExtension(import, ".refused.csv");

    /// <summary>Separates the cells, as in the import.</summary>
    public string Separator { get; set; } = ",";

    public void Add(CsvRecord record, TicketColumns columns, Problem problem)
    {
        writer ??= Create(columns);
        Count++;
        var fault = problem.Errors is [var first, ..] ? first : new FieldFault("", problem.Detail ?? problem.Title);
        var because = string.Join(
            "; ", problem.Errors is { Count: > 1 } all ? all.Select(one => $"{ColumnOf(one)} {one.Message}") : [fault.Message]);
        Write([.. columns.CellsOf(record), record.Line.ToString(CultureInfo.InvariantCulture), ColumnOf(fault), because]);
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>The column of an error. An error of a contact, such as email.value, belongs to the column email.</summary>
    private static string ColumnOf(FieldFault fault) => fault.Field.Split('.')[0];

    private CsvWriter Create(TicketColumns columns)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var text = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), options);
        writer = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = Separator });
        Write([.. columns.Names, .. TicketColumns.OfRefusal]);
        return writer;
    }

    private void Write(IEnumerable<string> cells)
    {
        foreach (var cell in cells) writer!.WriteField(cell);
        writer!.NextRecord();
    }
}
