using System.Net;
using System.Text.Json.Nodes;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Reports;

internal static class Reporting
{
    private const string NewLine = "\r\n";

    /// <summary>The lines of a report's table below its header, after checking that its JSON says the same.</summary>
    public static async Task<string[]> Rows(this ApiClient client, string report)
    {
        var table = await client.Table(report);
        var json = (await client.Get("/v1/reports/" + report)).Expect(HttpStatusCode.OK);
        var lines = table.Split(NewLine);
        Assert.Equal("", lines[^1]);
        var names = lines[0].Split(',');
        Assert.Equal(
            lines[1..^1].Select(Plain),
            json["items"]!.AsArray().Select(item => string.Join(',', names.Select(name => item![name]?.ToString()))));
        return lines[1..^1];
    }

    public static async Task<string> Table(this ApiClient client, string report)
    {
        var answer = await client.Get("/v1/reports/" + report, ("Accept", "text/csv"));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("text/csv", answer.ContentType);
        return answer.Text;
    }

    public static async Task<JsonNode> Report(this ApiClient client, string report) =>
        (await client.Get("/v1/reports/" + report)).Expect(HttpStatusCode.OK);

    /// <summary>Removes what only CSV needs: quotes, and the apostrophe before a formula.</summary>
    private static string Plain(string line)
    {
        var text = line.StartsWith('\'') ? line[1..] : line;
        return text.StartsWith('"') ? text[1..].Replace("\",", ",").Replace("\"\"", "\"") : text;
    }
}
