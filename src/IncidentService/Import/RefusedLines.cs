using System.Globalization;
using System.Text;
using IncidentService.Common;
using IncidentService.Reports;

namespace IncidentService.Import;

/// <summary>
/// The lines that were not taken, with what is wrong with each: a file beside the import, made once there is one, in the same form, so that it can
/// be mended and imported by itself. It holds what the import held, so that only its owner may read it.
/// </summary>
internal sealed class RefusedLines(string path) : IDisposable
{
    private StreamWriter? writer;

    public string Path => path;

    public int Count { get; private set; }

    public static string PathFor(string import) => System.IO.Path.ChangeExtension(import, ".refused.csv");

    public void Add(CsvRecord record, TicketColumns columns, Problem problem)
    {
        writer ??= Create(columns);
        Count++;
        var fault = problem.Errors is [var first, ..] ? first : new FieldFault("", problem.Detail ?? problem.Title);
        var because = string.Join("; ", problem.Errors is { Count: > 1 } all ? all.Select(one => $"{ColumnOf(one)} {one.Message}") : [fault.Message]);
        Write([.. columns.CellsOf(record), record.Line.ToString(CultureInfo.InvariantCulture), ColumnOf(fault), because]);
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>The fault of a contact is that of its column: email.value.</summary>
    private static string ColumnOf(FieldFault fault) => fault.Field.Split('.')[0];

    private StreamWriter Create(TicketColumns columns)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        writer = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), options);
        Write([.. columns.Names, .. TicketColumns.OfRefusal]);
        return writer;
    }

    private void Write(IEnumerable<string> cells) => writer!.Write(string.Join(',', cells.Select(Csv.Quote)) + Csv.NewLine);
}
