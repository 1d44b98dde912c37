using IncidentService.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace IncidentService.Tests.Http;

public sealed class DeprecationTests
{
    private static readonly DateTimeOffset Since = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_deprecated_operation_says_since_when_until_when_and_where_to_read_on()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/old", () => Results.NoContent()).Deprecate(new Deprecation(Since, Since.AddYears(1), "/problems"));
        await app.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(app.Urls.First() + "/old"));

        Assert.Equal("@1798761600", Assert.Single(answer.Headers.GetValues("Deprecation")));
        Assert.Equal("Sat, 01 Jan 2028 00:00:00 GMT", Assert.Single(answer.Headers.GetValues("Sunset")));
        Assert.Equal("</problems>; rel=\"deprecation\"", Assert.Single(answer.Headers.GetValues("Link")));
    }

    [Fact]
    public void Nothing_goes_within_a_year()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Throws<ArgumentException>(
            () => app.MapGet("/old", () => Results.NoContent()).Deprecate(new Deprecation(Since, Since.AddMonths(11), "/problems")));
    }
}
