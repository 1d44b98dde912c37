using System.Net;
using IncidentService.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentService.Tests.Http;

public sealed class DeprecationTests
{
    private static readonly DateTimeOffset Since = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Deprecation AYearLater = new(Since, Since.AddYears(1), "/problems");

    [Theory]
    [InlineData("/old", HttpStatusCode.NoContent)]
    [InlineData("/old?refused", HttpStatusCode.Unauthorized)]
    [InlineData("/old?failing", HttpStatusCode.InternalServerError)]
    public async Task Every_response_of_a_deprecated_operation_has_its_dates_and_a_link(
        string address, HttpStatusCode status)
    {
        await using var app = await Start();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(app.Urls.First() + address));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("@1798761600", Assert.Single(answer.Headers.GetValues("Deprecation")));
        Assert.Equal("Sat, 01 Jan 2028 00:00:00 GMT", Assert.Single(answer.Headers.GetValues("Sunset")));
        Assert.Equal("</problems>; rel=\"deprecation\"", Assert.Single(answer.Headers.GetValues("Link")));
    }

    [Fact]
    public async Task Other_operations_send_no_deprecation_headers()
    {
        await using var app = await Start();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(app.Urls.First() + "/new"));

        Assert.DoesNotContain(answer.Headers, header => header.Key is "Deprecation" or "Sunset" or "Link");
    }

    [Fact]
    public void The_contract_states_the_deprecation_dates() =>
        Assert.Equal(" Deprecated since 2027-01-01, and served until 2028-01-01 at least: /problems.", AYearLater.Describe());

    [Fact]
    public void No_deprecated_operation_is_removed_within_a_year()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Throws<ArgumentException>(
            () => app.MapGet("/old", () => Results.NoContent()).Deprecate(new Deprecation(Since, Since.AddMonths(11), "/problems")));
    }

    /// <summary>The order of the service: failures are handled outside, refusals come after routing.</summary>
    private static async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseExceptionHandler(failed => failed.Run(_ => Task.CompletedTask));
        app.UseRouting();
        app.UseDeprecations();
        app.Use((http, next) => http.Request.QueryString.Value switch
        {
            "?refused" => Refuse(http),
            "?failing" => throw new InvalidOperationException("It fails."),
            _ => next(http),
        });
        app.MapGet("/old", () => Results.NoContent()).Deprecate(AYearLater);
        app.MapGet("/new", () => Results.NoContent());
        await app.StartAsync();
        return app;
    }

    private static Task Refuse(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
