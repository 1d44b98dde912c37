using IncidentService.Import;

namespace IncidentService.Tests.Import;

public sealed class CsvRecordReaderTests
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
    [InlineData("a\rb\r\"two\rlines\"\rc", "1:a", "2:b", "3:two\nlines", "5:c")]
    [InlineData("a;b\r\n1,5;2", "1:a|b", "2:1,5|2")]
    [InlineData("a\tb\n1,5\t2;3", "1:a|b", "2:1,5|2;3")]
    [InlineData("\"a\";\"b\"\n\"1;5\";2", "1:a|b", "2:1;5|2")]
    [InlineData("sep=;\r\na;b,c\r\n", "2:a|b,c")]
    [InlineData("SEP=\t\na,b\tc", "2:a,b|c")]
    [InlineData("sep=^\na^b,c", "2:a|b,c")]
    [InlineData("a,b,\n1,2,", "1:a|b|", "2:1|2|")]
    [InlineData("a,b\n=\"0007019\",\"=\"\"7020\"\"\"", "1:a|b", "2:=\"0007019\"|=\"7020\"")]
    public void Records_are_parsed_with_the_line_on_which_they_begin(string text, params string[] records) =>
        Assert.Equal(records, ReadAll(text));

    [Theory]
    [InlineData("a\n\"open,b\nc", "Line 2 ")]
    [InlineData("a\nb\nc\"d", "Line 3 ")]
    [InlineData("\"a\"b", "Line 1 ")]
    [InlineData("a\n\"open\"\"", "Line 2 ")]
    [InlineData("a\n=\"00\"7\"", "Line 2 ")]
    public void Invalid_csv_is_refused_with_its_line(string text, string line) =>
        Assert.StartsWith(line, Assert.Throws<FormatException>(() => ReadAll(text)).Message);

    [Fact]
    public void An_unclosed_quote_does_not_load_the_rest_of_the_file_into_memory() =>
        Assert.Contains(
            "within a million characters",
            Assert.Throws<FormatException>(() => ReadAll("a\n\"" + new string('x', 3_000_000))).Message);

    private static List<string> ReadAll(string text)
    {
        using var reader = new CsvRecordReader(new StringReader(text));
        var read = new List<string>();
        while (reader.Read() is { } record) read.Add($"{record.Line}:{string.Join('|', record.Cells)}");
        return read;
    }
}
