using System.Text;

namespace IncidentService.Import;

/// <summary>One record of a CSV file, and the line on which it starts.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads RFC 4180 text: cells separated by commas, in quotes if they contain a comma, a quote (doubled) or a line break. Empty lines are
/// skipped.
/// </summary>
internal sealed class CsvReader(TextReader text)
{
    /// <summary>Limits the memory for a quote that is never closed: it would include the rest of the file.</summary>
    private const int LongestCell = 1_000_000;

    private readonly StringBuilder cell = new();
    private int line = 1;

    /// <summary>Null at the end of the file.</summary>
    /// <exception cref="FormatException">The text is not CSV from here on, so the rest cannot be parsed.</exception>
    public CsvRecord? Read()
    {
        while (text.Peek() is '\r' or '\n') EndLine(text.Read());
        if (text.Peek() < 0) return null;
        var (begins, cells) = (line, new List<string>());
        do cells.Add(ReadCell());
        while (TakeComma());
        return new CsvRecord(begins, cells);
    }

    private string ReadCell()
    {
        cell.Clear();
        if (text.Peek() == '"') return ReadQuoted();
        while (text.Peek() is var next and >= 0 and not ',' and not '\r' and not '\n')
        {
            if (next == '"') throw Malformed(line, "a quote stands inside a cell: put the whole cell into quotes, and double those inside");
            Append(text.Read(), line);
        }
        return cell.ToString();
    }

    private string ReadQuoted()
    {
        var begins = line;
        text.Read();
        while (true)
        {
            var next = text.Read();
            if (next < 0) throw Malformed(begins, "a quote is opened and never closed");
            if (next is '\r' or '\n') EndLine(next, keep: true);
            else if (next != '"') Append(next, begins);
            else if (text.Peek() == '"') Append(text.Read(), begins);
            else break;
        }
        if (text.Peek() is >= 0 and not ',' and not '\r' and not '\n')
            throw Malformed(line, "something stands between a closing quote and the next comma");
        return cell.ToString();
    }

    private void Append(int character, int begins)
    {
        if (cell.Length >= LongestCell) throw Malformed(begins, "a quote is opened and not closed within a million characters");
        cell.Append((char)character);
    }

    private bool TakeComma()
    {
        if (text.Peek() != ',') return false;
        text.Read();
        return true;
    }

    /// <summary>Reads a line break of any kind. Inside a cell it becomes \n.</summary>
    private void EndLine(int character, bool keep = false)
    {
        if (character == '\r' && text.Peek() == '\n') text.Read();
        if (keep) Append('\n', line);
        line++;
    }

    private static FormatException Malformed(int line, string why) => new($"Line {line} is no CSV: {why}.");
}
