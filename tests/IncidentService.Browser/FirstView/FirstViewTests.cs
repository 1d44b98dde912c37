using System.Net;
using IncidentService.Browser.Infrastructure;
using Microsoft.Playwright;

namespace IncidentService.Browser.FirstView;

/// <summary>The cost of a first visit, in figures that do not depend on the load of the machine.</summary>
public sealed class FirstViewTests(Chromium chromium, SecureService service, ITestOutputHelper output) : IClassFixture<SecureService>
{
    private const int MostBytes = 100 * 1024;

    /// <summary>Page, style sheet, script, icon and mark.</summary>
    private const int MostRequests = 5;

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task A_first_visit_transfers_under_100_KB_and_loads_only_files_that_the_page_names(string page)
    {
        Chromium.SkipIfMissing();
        await using var window = await chromium.Open(service.Running.Address, new Look());
        var transfer = await Transfer.Watch(window.Page);

        await window.Page.GotoAsync(page);
        await window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        output.WriteLine($"{page}: {transfer.Bytes:N0} bytes in {transfer.Requests} requests");
        Assert.InRange(transfer.Bytes, 1, MostBytes);
        Assert.InRange(transfer.Requests, 1, MostRequests);
        Assert.Empty(transfer.FoundByScripts);
        window.ExpectNoErrors();
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("es-MX, de;q=0.9")]
    [InlineData("de, es;q=0.8, en;q=0.7")]
    [InlineData("de, en;q=0.8, es;q=0.7")]
    [InlineData("!")]
    public async Task Without_script_a_page_shows_its_first_text_in_the_language_of_the_browser(string accepted)
    {
        Chromium.SkipIfMissing();
        var isSpanish = accepted.Contains("es", StringComparison.Ordinal) && !accepted.Contains("en;q=0.8", StringComparison.Ordinal);
        var texts = isSpanish ? Texts.Spanish : Texts.English;
        foreach (var (page, words, names) in new[]
                 {
                     ("/desk", texts.Desk, new[] { "signIn.title", "signIn.lead" }), ("/track", texts.Track, ["open.title", "open.lead"]),
                 })
        {
            var html = WebUtility.HtmlDecode(await Get(page, accepted));

            Assert.Contains($">{words[names[0]]}</h1>", html);
            Assert.Contains($">{words[names[1]]}</p>", html);
            Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<h1"));
            Assert.Contains(isSpanish ? "<html lang=\"es\">" : "<html lang=\"en\">", html);
        }
    }

    [Fact]
    public async Task With_a_session_the_page_names_the_next_script_instead_of_the_sign_in()
    {
        Chromium.SkipIfMissing();
        var (stranger, known) = (await Get("/desk", "en"), await Get("/desk", "en", "__Host-incident-desk=anything"));

        Assert.DoesNotContain("modulepreload", stranger);
        Assert.Contains("/joined/desk/inside.js", known);
        Assert.Contains("/joined/desk/main.js", known);
        Assert.DoesNotContain("<h1", known);
    }

    private async Task<string> Get(string page, string language, string cookie = "")
    {
        using var http = new HttpClient(new HttpClientHandler
        {
            UseCookies = false, ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Running.Address, page));
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (cookie.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await http.SendAsync(request);
        Assert.Equal("Accept-Encoding, Accept-Language, Cookie", string.Join(", ", response.Headers.Vary));
        return await response.Content.ReadAsStringAsync();
    }
}
