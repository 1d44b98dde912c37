using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Messages.Text;

/// <summary>A message as HTML is stored as the text that a mail program shows.</summary>
public abstract class HtmlTests(ServiceFixture fixture) : Suite(fixture)
{
    [Theory]
    [InlineData("<p>Hello,</p><p>two <b>pallets</b>&nbsp;short.</p>", "Hello,\n\ntwo pallets\u00a0short.")]
    [InlineData("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree")]
    [InlineData("<ul><li>Drill<li>Saw</ul>", "- Drill\n- Saw")]
    [InlineData("<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>", "A B\nC")]
    [InlineData("<p>New</p><blockquote><p>Old</p><p>words</p></blockquote>", "New\n\n> Old\n\n> words")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("<title>T</title><style>p{color:red}</style><script>let a = '<p>';</script>Shown", "Shown")]
    [InlineData("Shown<div style='DISPLAY : none'>preheader<div>deep</div></div><p hidden>no</p>!", "Shown!")]
    [InlineData("Shown<div style='display:none'>never closed", "Shown\nnever closed")]
    [InlineData("5 &lt; 6 &amp; 7 &#8364;", "5 < 6 & 7 €")]
    [InlineData("<b>unclosed <i>and <a href='x'>crossed</b> tags", "unclosed and crossed tags")]
    public async Task Html_is_converted_to_its_visible_text(string html, string text)
    {
        var receipt = await fixture.Email.Receive(new { html });

        Assert.Equal(["text taken-from-html"], receipt.Adjustments());
        Assert.Equal(text, (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task A_link_keeps_its_target_if_it_leads_to_an_incident()
    {
        var number = await fixture.Phone.Open();
        var target = "https://help.example.com/track/" + number;

        var receipt = await fixture.Email.Receive(
            new { html = $"<p>See <a href=\"{target}\">my case</a> or <a href=\"https://shop.example.com/1\">the shop</a>.</p>" });

        Assert.Equal(("appended", number), (receipt["outcome"]!.ToString(), receipt["number"]!.ToString()));
        Assert.Equal($"See my case <{target}> or the shop.", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }

    [Fact]
    public async Task If_a_text_is_present_html_is_only_searched_for_numbers()
    {
        var number = await fixture.Phone.Open();

        var receipt = await fixture.Email.Receive(
            new { text = "See my case", html = $"See <a href=\"https://help.example.com/track/{number}\">my case</a>" });

        Assert.Equal(number, receipt["number"]!.ToString());
        Assert.Empty(receipt.Adjustments());
        Assert.Equal("See my case", (await fixture.Email.LineOf(receipt))["text"]!.ToString());
    }
}
