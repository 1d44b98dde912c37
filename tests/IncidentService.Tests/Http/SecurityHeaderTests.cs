using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Http;

public sealed class SecurityHeaderTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    [Theory]
    [InlineData("GET", "/v1/incidents", HttpStatusCode.OK)]
    [InlineData("GET", "/v1/incidents/0", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/nowhere", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/v1/incidents", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/v1/incidents", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("GET", "/health/live", HttpStatusCode.OK)]
    [InlineData("GET", "/openapi.yaml", HttpStatusCode.OK)]
    [InlineData("GET", "/docs/index.html", HttpStatusCode.OK)]
    public async Task Every_response_has_restrictive_security_headers(string method, string path, HttpStatusCode status)
    {
        var answer = await desks.Email.Send(new HttpMethod(method), path, null);

        Assert.Equal(status, answer.Status);
        ExpectHeaders(answer);
        var policy = Single(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal(path.StartsWith("/docs", StringComparison.Ordinal), policy.Contains("script-src", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Error_responses_have_the_security_headers()
    {
        await using var service = await RunningService.Start();
        using var desk = await service.Client("email");
        await service.Seed("DROP TABLE words");

        var failed = await desk.Post("/v1/incidents", new { subject = "Price match" });

        Assert.True(failed.Status >= HttpStatusCode.InternalServerError, failed.Text);
        ExpectHeaders(failed);
    }

    /// <summary>A script or style in the page itself would be refused by its own policy.</summary>
    [Fact]
    public async Task The_documentation_page_contains_no_inline_script()
    {
        var page = (await desks.Email.Get("/docs/index.html")).Text;

        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
        Assert.Contains("index.js", page);
    }

    private static void ExpectHeaders(Answer answer)
    {
        Assert.Equal("nosniff", Single(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Single(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", Single(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Single(answer, "Cross-Origin-Resource-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    private static string Single(Answer answer, string header) => Assert.Single(answer.Headers.GetValues(header));
}
