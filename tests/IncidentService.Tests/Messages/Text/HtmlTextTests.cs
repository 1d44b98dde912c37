using IncidentService.Messages.Text;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Text;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<div>"), InlineData("<b x='1'>"), InlineData("<blockquote>a"), InlineData("<p hidden>"), InlineData("<a href='/track/1'>")]
    [InlineData("<table><tr><td>"), InlineData("<"), InlineData("&"), InlineData("<!--"), InlineData("</p>"), InlineData("<p><b>a</p>")]
    public void Conversion_of_nested_html_takes_linear_time(string piece)
    {
        Measure(piece, 100);
        var small = Measure(piece, 64 * 1024 / piece.Length);
        var large = Measure(piece, 16 * 64 * 1024 / piece.Length);

        Assert.True(
            large < TimeSpan.FromMilliseconds(200) || large < 64 * small, $"{small} for 64 KiB, {large} for sixteen times as much");
    }

    private static TimeSpan Measure(string piece, int times)
    {
        var html = string.Concat(Enumerable.Repeat(piece, times));
        return ProcessorTime.Measure(() => HtmlText.Parse(html));
    }
}
