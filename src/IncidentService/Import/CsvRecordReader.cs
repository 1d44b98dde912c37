using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace IncidentService.Import;

/// <summary>One record of a CSV file, and the line on which it starts.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads CSV by RFC 4180 through CsvHelper. The separator is the one that a first line such as sep=; names, otherwise the one of comma,
/// semicolon and tab that the header has most. Empty lines are skipped.
/// </summary>
internal sealed class CsvRecordReader : IDisposable
{
    /// <summary>Limits the memory for a quote that is never closed: it would include the rest of the file.</summary>
    private const int LongestCell = 1_000_000;

    private const string SeparatorLine = "sep=";
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly CsvParser parser;
    private int line = 1;

    public CsvRecordReader(TextReader text) => parser = new CsvParser(
        text,
        new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            GetDelimiter = start => FindSeparator(start.Text).ToString(),
            IgnoreBlankLines = false,
            MaxFieldSize = LongestCell,
            BadDataFound = Refuse,
        },
        leaveOpen: true);

    /// <summary>What separates the cells, once the first record was read; a comma for a character that only a line sep= can name.</summary>
    public string Separator => Separators.Contains(parser.Delimiter[0]) ? parser.Delimiter : ",";

    /// <summary>Null at the end of the file.</summary>
    /// <exception cref="FormatException">The text is not CSV from here on, so the rest cannot be parsed.</exception>
    public CsvRecord? Read()
    {
        while (ReadNext())
        {
            if (Skips()) continue;
            var cells = Enumerable.Range(0, parser.Count).Select(place => WithoutCarriageReturns(parser[place])).ToArray();
            if (HasOpenQuote(parser.RawRecord)) throw Malformed("a quote is opened and never closed");
            return new CsvRecord(line, cells);
        }
        return null;
    }

    public void Dispose() => parser.Dispose();

    private bool ReadNext()
    {
        line = parser.RawRow + 1;
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw Malformed("a quote is opened and not closed within a million characters");
        }
    }

    private bool Skips() =>
        parser.RawRecord is "" or "\n" or "\r" or "\r\n"
        || (line == 1 && parser.RawRecord.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase));

    /// <summary>Called for a cell with quotes at odd places. The one form that spreadsheets take, ="007", is no error.</summary>
    private void Refuse(BadDataFoundArgs found)
    {
        if (SpreadsheetCell.IsFormulaOfText(found.Field)) return;
        throw Malformed((found.Field.StartsWith('"'), HasOpenQuote(found.RawRecord)) switch
        {
            (false, _) => "a quote stands inside a cell: put the whole cell into quotes, and double those inside",
            (true, true) => "a quote is opened and never closed",
            (true, false) => "something stands between a closing quote and the next separator",
        });
    }

    private FormatException Malformed(string why) => new($"Line {line} is no CSV: {why}.");

    private static char FindSeparator(string start)
    {
        var first = start.AsSpan().TrimStart("\r\n");
        var end = first.IndexOfAny('\r', '\n');
        var header = end < 0 ? first : first[..end];
        if (header.Length > SeparatorLine.Length && header.StartsWith(SeparatorLine, StringComparison.OrdinalIgnoreCase))
            return header[SeparatorLine.Length];
        var (found, most) = (Separators[0], 0);
        foreach (var separator in Separators)
        {
            if (header.Count(separator) is var count && count > most) (found, most) = (separator, count);
        }
        return found;
    }

    private static bool HasOpenQuote(string record) => record.AsSpan().Count('"') % 2 == 1;

    private static string WithoutCarriageReturns(string cell) =>
        cell.Contains('\r') ? cell.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : cell;
}
