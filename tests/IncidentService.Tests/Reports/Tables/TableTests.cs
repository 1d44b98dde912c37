using System.Net;
using IncidentService.Reports.Tables;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Reports.Tables;

public abstract class TableTests(ServiceFixture fixture) : Suite(fixture)
{
    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/csv", "text/csv")]
    [InlineData("TEXT/CSV; charset=utf-8", "text/csv")]
    [InlineData("text/*", "text/csv")]
    [InlineData("text/csv, */*;q=0.1", "text/csv")]
    [InlineData("text/csv;q=0.5, application/json", "application/json")]
    [InlineData("application/json;q=0.5, text/csv", "text/csv")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("text/html, text/csv", "text/csv")]
    [InlineData("image/png", "application/json")]
    [InlineData("csv", "application/json")]
    public async Task A_client_that_prefers_csv_gets_it_and_others_get_JSON(string? accept, string type)
    {
        using var client = await fixture.Service.Client("web", "report");

        var answer = await client.Get("/v1/reports/channels", accept is null ? [] : [("Accept", accept)]);

        Assert.Equal((HttpStatusCode.OK, type), (answer.Status, answer.ContentType));
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_problem_is_JSON_even_if_csv_was_requested()
    {
        using var client = await fixture.Service.Client("web", "report");

        (await client.Get("/v1/reports/channels?from=yesterday", ("Accept", "text/csv")))
            .ExpectProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Theory]
    [InlineData("CAS-9999999", "CAS-9999999")]
    [InlineData("=9999+9", "'=9999+9")]
    [InlineData("+9999", "'+9999")]
    [InlineData("-9999", "'-9999")]
    [InlineData("@9999", "'@9999")]
    [InlineData("\t9999", "'\t9999")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\r\nb", "\"a\r\nb\"")]
    [InlineData("=1,\"2\"", "\"'=1,\"\"2\"\"\"")]
    [InlineData("", "")]
    public void A_text_is_quoted_if_necessary_and_never_a_formula(string text, string cell) => Assert.Equal(cell, Csv.Cell(text));

    [Fact]
    public void A_number_is_formatted_the_same_in_every_culture() =>
        Assert.Equal(("0.0250", "-3", ""), (Csv.Cell(0.0250m), Csv.Cell(-3L), Csv.Cell(null)));

    [Fact]
    public async Task Quoted_customer_text_is_never_exported_as_a_formula()
    {
        using var client = await fixture.Service.Client("web", "report");
        (await fixture.Phone.Post("/v1/lookups", new { quoted = "-4458812" })).Expect(HttpStatusCode.OK);
        (await fixture.Phone.Post("/v1/lookups", new { quoted = "#4458812-22" })).Expect(HttpStatusCode.OK);

        var lines = (await client.Table("lookups/shapes")).Split("\r\n")[1..^1];

        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => line[0] is '=' or '+' or '-' or '@');
    }
}
