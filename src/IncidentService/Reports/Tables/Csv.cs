using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using IncidentService.Common;

namespace IncidentService.Reports.Tables;

/// <summary>
/// Renders rows as RFC 4180 text: a header with the JSON names of the fields, then one line per row. Absent values are empty.
/// </summary>
internal static class Csv
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public const string NewLine = "\r\n";
    private static readonly char[] Quoted = ['"', ',', '\r', '\n'];

    public static byte[] Render<T>(IEnumerable<T> rows, JsonTypeInfo<T> type)
    {
        var text = new StringBuilder().AppendJoin(',', type.Properties.Select(member => member.Name)).Append(NewLine);
        foreach (var row in rows) text.AppendJoin(',', type.Properties.Select(member => Cell(member.Get!(row!)))).Append(NewLine);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quote(NeutralizeFormula(text)),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Instant moment => moment.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell cannot hold {value.GetType()}", nameof(value)),
    };

    /// <summary>
    /// Puts an apostrophe before a text that a spreadsheet would take for a formula, because shapes contain text that strangers quoted.
    /// </summary>
    private static string NeutralizeFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    public static string Quote(string text) =>
        text.IndexOfAny(Quoted) < 0 ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
