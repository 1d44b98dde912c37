using IncidentService.Import;

namespace IncidentService.Tests.Import;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "1:a|b", "2:c|d")]
    [InlineData("a,b\nc,d", "1:a|b", "2:c|d")]
    [InlineData("a,,\n", "1:a||")]
    [InlineData("\n\na\n\nb\n", "3:a", "5:b")]
    [InlineData("\"a,b\",\"say \"\"hi\"\"\"", "1:a,b|say \"hi\"")]
    [InlineData("\"two\r\nlines\",x\ny", "1:two\nlines|x", "3:y")]
    [InlineData("\"\"\n", "1:")]
    [InlineData(" a , b ", "1: a | b ")]
    public void Records_are_read_with_the_line_on_which_they_begin(string text, params string[] records) =>
        Assert.Equal(records, ReadAll(text));

    [Theory]
    [InlineData("a\n\"open,b\nc", "Line 2 ")]
    [InlineData("a\nb\nc\"d", "Line 3 ")]
    [InlineData("\"a\"b", "Line 1 ")]
    public void What_is_no_csv_is_refused_by_its_line(string text, string line) =>
        Assert.StartsWith(line, Assert.Throws<FormatException>(() => ReadAll(text)).Message);

    private static List<string> ReadAll(string text)
    {
        var reader = new CsvReader(new StringReader(text));
        var read = new List<string>();
        while (reader.Read() is { } record) read.Add($"{record.Line}:{string.Join('|', record.Cells)}");
        return read;
    }
}
