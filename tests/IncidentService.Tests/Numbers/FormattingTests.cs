using System.Text;
using IncidentNumbers;

namespace IncidentService.Tests.Numbers;

public sealed class FormattingTests
{
    private static readonly IncidentNumber Example = IncidentNumber.FromValue(867530912374);

    [Theory]
    [InlineData(null, "867530912374")]
    [InlineData("", "867530912374")]
    [InlineData("D", "867530912374")]
    [InlineData("G", "8675-3091-2374")]
    [InlineData("B", "INC867530912374")]
    public void A_number_is_written_in_its_three_forms_as_text_and_as_UTF_8(string? format, string expected)
    {
        Span<byte> bytes = stackalloc byte[expected.Length];

        Assert.Equal(expected, Example.ToString(format));
        Assert.Equal(expected, string.Format($"{{0:{format}}}", Example));
        Assert.True(Example.TryFormat(bytes, out var written, format));
        Assert.Equal(expected, Encoding.UTF8.GetString(bytes[..written]));
    }

    [Theory]
    [InlineData("D", 12)]
    [InlineData("G", 14)]
    [InlineData("B", 15)]
    public void A_number_is_not_formatted_into_a_buffer_that_is_too_small(string format, int length)
    {
        var room = new char[length];

        Assert.True(Example.TryFormat(room, out var written, format));
        Assert.Equal(length, written);
        Assert.False(Example.TryFormat(room.AsSpan(1), out written, format));
        Assert.Equal(0, written);
    }

    [Theory]
    [InlineData("X")]
    [InlineData("g")]
    [InlineData("D12")]
    public void An_unknown_format_is_an_error(string format) => Assert.Throws<FormatException>(() => Example.ToString(format));

    [Fact]
    public void A_number_is_grouped_for_reading_and_spelled_out_for_speech()
    {
        Assert.Equal("8675-3091-2374", Example.Formatted);
        Assert.Equal("eight six seven five, three zero nine one, two three seven four", Example.Spoken);
    }

    [Fact]
    public void Every_formatted_number_is_parsed_back() => Rule.HoldsFor(300, number =>
        IncidentNumber.Parse(number.ToString()) == number
        && IncidentNumber.TryParseCanonical(Encoding.UTF8.GetBytes(number.ToString()), out var fromUtf8) && fromUtf8 == number
        && new[] { "D", "G", "B" }.All(format =>
            NumberReader.Read(number.ToString(format)) == new Reading { Kind = ReadingKind.Exact, Number = number }));

    [Theory]
    [InlineData("")]
    [InlineData("86753091237")]
    [InlineData("8675309123740")]
    [InlineData("867530912375")]
    [InlineData("8675-3091-2374")]
    [InlineData(" 867530912374")]
    [InlineData("+67530912374")]
    [InlineData("٨٦٧٥٣٠٩١٢٣٧٤")]
    [InlineData("8675309I2374")]
    public void Only_twelve_ASCII_digits_are_canonical(string text)
    {
        Assert.False(IncidentNumber.TryParseCanonical(text, out var number));
        Assert.Equal(default, number);
        Assert.False(IncidentNumber.TryParseCanonical(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(IncidentNumber.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => IncidentNumber.Parse(text));
    }

    [Fact]
    public void Null_is_not_a_number()
    {
        Assert.False(IncidentNumber.TryParse(null, null, out _));
        Assert.Throws<ArgumentNullException>(() => IncidentNumber.Parse(null!));
    }

    [Fact]
    public void Numbers_are_equal_and_in_order_by_value()
    {
        var lower = IncidentNumber.FromValue(113439623904);

        Assert.Equal(Example, IncidentNumber.Parse("867530912374"));
        Assert.True(lower < Example && lower <= Example && Example > lower && Example >= lower && lower != Example);
        Assert.Equal([lower, Example], new[] { Example, lower }.Order());
    }
}
