using System.Net;
using System.Text.RegularExpressions;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Desk;

/// <summary>How the pages are served: who sees which page, what it may load, and what browsers may keep.</summary>
public sealed partial class PageTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>, IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = fixture.Service.Address,
    };

    [Theory]
    [InlineData("/desk", "/desk/entry.js")]
    [InlineData("/desk/", "/desk/entry.js")]
    [InlineData("/desk/incidents/867530912374", "/desk/entry.js")]
    [InlineData("/desk/incidents/867530912374/slip", "/desk/entry.js")]
    [InlineData("/desk/no/such/view", "/desk/entry.js")]
    [InlineData("/track", "/track/entry.js")]
    [InlineData("/t/867530912374", "/track/entry.js")]
    public async Task A_page_opens_without_a_key(string address, string entry)
    {
        using var response = await http.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains(entry, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Before its script has come, a browser would put what was typed into the address.</summary>
    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task No_browser_sends_the_first_form_by_itself(string page)
    {
        var form = Form().Match(await http.GetStringAsync(page)).Value;

        Assert.Contains("method=\"dialog\"", form);
    }

    [Fact]
    public async Task The_root_redirects_to_the_desk()
    {
        using var response = await http.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/desk", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task A_page_runs_only_scripts_of_its_own_origin(string address)
    {
        using var response = await http.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy);
        Assert.Contains("base-uri 'none'; form-action 'self'; frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotMatch(InlineScript(), text);
        Assert.DoesNotMatch(InlineStyleOrHandler(), text);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/assets/desk/main.js")]
    [InlineData("/assets/shared/styles/tokens.css")]
    public async Task Browsers_sniff_no_content_type_and_send_no_referrer(string address)
    {
        using var response = await http.GetAsync(address);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/track")]
    public async Task Every_file_that_a_page_names_can_be_cached_without_expiry(string page)
    {
        var addresses = Address().Matches(await http.GetStringAsync(page)).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains(addresses, address => address.EndsWith(page + ".css", StringComparison.Ordinal));
        Assert.Contains(addresses, address => address.EndsWith(page + "/entry.js", StringComparison.Ordinal));
        foreach (var address in addresses)
        {
            using var response = await http.GetAsync(address);
            Assert.True(response.IsSuccessStatusCode, address);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
        }
    }

    /// <summary>
    /// On HTTP/1.1 each file more of the first view is a wait more. The library of the pages comes once somebody uses the form.
    /// </summary>
    [Theory]
    [InlineData("/desk", "/desk")]
    [InlineData("/track", "/track")]
    [InlineData("/t/867530912374", "/track")]
    public async Task The_first_view_loads_one_script_and_one_style_sheet_under_10_KB(string page, string name)
    {
        var text = await http.GetStringAsync(page);
        var scripts = Script().Matches(text).Select(match => match.Groups[1].Value).ToList();
        var sheets = Sheet().Matches(text).Select(match => match.Groups[1].Value).ToList();

        Assert.EndsWith($"/joined{name}/entry.js", Assert.Single(scripts));
        Assert.EndsWith($"/joined{name}.css", Assert.Single(sheets));
        Assert.InRange(await Compressed(scripts[0]) + await Compressed(sheets[0]), 1024, 10 * 1024);
        Assert.DoesNotMatch(Import(), await http.GetStringAsync(scripts[0]));
    }

    [Fact]
    public async Task A_file_without_a_version_or_with_a_former_one_is_revalidated_and_sent_once()
    {
        foreach (var address in new[] { "/assets/desk/main.js", "/assets/~000000000000/desk/main.js" })
        {
            using var first = await http.GetAsync(address);
            using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var second = await http.SendAsync(again);

            Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("?!,;;", null)]
    public async Task A_file_is_sent_in_an_encoding_that_the_browser_accepts(string accepted, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/vendor/preact/preact.mjs");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await http.SendAsync(request);

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
        var original = await File.ReadAllBytesAsync(Repository.File("src/IncidentService/Desk/Pages/vendor/preact/preact.mjs"));
        Assert.Equal(original, await Decode(encoding, response));
        Assert.Equal(encoding is null, response.Content.Headers.ContentLength == original.Length);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/assets/desk/main.js")]
    public async Task HEAD_returns_the_headers_that_GET_returns(string address)
    {
        using var got = await http.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var asked = await http.SendAsync(request);

        Assert.Equal(got.StatusCode, asked.StatusCode);
        Assert.Equal(got.Headers.ETag, asked.Headers.ETag);
        Assert.Equal(got.Content.Headers.ContentLength, asked.Content.Headers.ContentLength);
        Assert.Empty(await asked.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/assets")]
    [InlineData("/assets/")]
    [InlineData("/assets/desk")]
    [InlineData("/assets/desk/no-such.js")]
    [InlineData("/assets/~")]
    [InlineData("/assets/~/")]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/desk/../../../appsettings.json")]
    [InlineData("/assets/..%2f..%2fappsettings.json")]
    [InlineData("/assets/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/assets/..\\..\\appsettings.json")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("/assets/desk/main.js%00.css")]
    [InlineData("/track/more")]
    [InlineData("/t/1/2")]
    public async Task An_address_without_a_page_file_returns_a_problem(string address)
    {
        var (status, text) = await RawHttp.Send(fixture.Service.Address, "", "GET " + address);

        Assert.True(status is 400 or 404, $"{address}: {status}");
        Assert.DoesNotContain("Logging", text);
        if (status == 404) Assert.Contains("/problems/not-found", text);
    }

    [Fact]
    public async Task Write_methods_on_a_page_are_refused()
    {
        using var response = await http.PostAsync("/desk", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    public void Dispose() => http.Dispose();

    private async Task<int> Compressed(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { AcceptEncoding = { new("br") } } };
        using var response = await http.SendAsync(request);
        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
        return (await response.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<byte[]> Decode(string? encoding, HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream decoded = encoding switch
        {
            "br" => new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress),
            "gzip" => new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress),
            _ => body,
        };
        using var bytes = new MemoryStream();
        await decoded.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    [GeneratedRegex("<script(?![^>]* src=)[^>]*>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<[^>]+ (?:style|on[a-z]+)=")]
    private static partial Regex InlineStyleOrHandler();

    [GeneratedRegex("\"(/assets/[^\"]+)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex Form();

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex Script();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Sheet();

    [GeneratedRegex("^(?:import|export)[^;\"'(]*?[\"'][^\"']+[\"']", RegexOptions.Multiline)]
    private static partial Regex Import();
}
