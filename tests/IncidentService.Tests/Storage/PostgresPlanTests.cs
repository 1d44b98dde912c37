using System.Net;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>What PostgreSQL does for a request on a large register, by its own account: it reads no large table from end to end.</summary>
public sealed class PostgresPlanTests : IClassFixture<LargePostgres>
{
    private readonly LargePostgres large;
    private readonly ITestOutputHelper output;

    public PostgresPlanTests(LargePostgres large, ITestOutputHelper output)
    {
        (this.large, this.output) = (large, output);
        if (PostgresCluster.Missing is { } why) Assert.Skip(why);
    }

    private static readonly string[] Large =
    [
        "numbers", "incidents", "events", "texts", "contacts", "incident_references", "words", "lookups", "promises", "handoffs",
    ];

    [Theory]
    [InlineData("incidents")]
    [InlineData("incidents?state=open")]
    [InlineData("incidents?channel=email&category=price-match&team=desk")]
    [InlineData("incidents?openedFrom=2024-06-01T00:00:00Z&openedTo=2024-06-02T00:00:00Z")]
    [InlineData("incidents?waitingOn=us&order=longest-waiting")]
    [InlineData("incidents/{number}")]
    [InlineData("incidents/{number}/status")]
    [InlineData("incidents/{number}/timeline")]
    [InlineData("incidents/{number}/interactions")]
    [InlineData("incidents/{number}/promises")]
    [InlineData("incidents/{number}/handoffs")]
    [InlineData("references?system=zendesk&value=T-4711")]
    [InlineData("handoffs")]
    [InlineData("handoffs?channel=phone")]
    [InlineData("promises")]
    [InlineData("promises?team=desk&state=open")]
    [InlineData("lookups")]
    [InlineData("lookups?outcome=none&answered=false")]
    [InlineData("lookups/shapes")]
    [InlineData("events")]
    [InlineData("events?types=org.incidentservice.message.received")]
    [InlineData("reports/lookups?from=2024-06-01&to=2024-06-07")]
    [InlineData("reports/lookups/shapes?from=2024-06-01&to=2024-06-07")]
    [InlineData("reports/channels?from=2024-06-01&to=2024-06-07")]
    [InlineData("reports/promises?from=2024-06-01&to=2024-06-07")]
    public async Task Reading_scans_no_large_table(string path) =>
        ExpectNoScan(await large.Plans(
            async () => (await large.Desk.Get("/v1/" + path.Replace("{number}", LargePostgres.NumberOf(4711), StringComparison.Ordinal)))
                .Expect(HttpStatusCode.OK)));

    [Theory]
    [InlineData("incidents/search", """{"contact":{"kind":"email","value":"anna4711@example.com"}}""")]
    [InlineData("incidents/search", """{"reference":{"system":"zendesk","value":"T-4711"}}""")]
    [InlineData("incidents/search", """{"words":"drill w4711"}""")]
    [InlineData("lookups", """{"quoted":"{number}"}""")]
    [InlineData("lookups", """{"quoted":"{slip}"}""")]
    [InlineData("lookups", """{"quoted":"T-4711"}""")]
    [InlineData("lookups", """{"quoted":"anna4711@example.com"}""")]
    [InlineData("lookups", """{"quoted":"it is about my order","hints":{"email":"anna4711@example.com"},"customerPresent":true}""")]
    public async Task Searching_scans_no_large_table(string path, string body)
    {
        var number = LargePostgres.NumberOf(4711);
        var slip = number[..11] + (char)('0' + (number[11] - '0' + 1) % 10);
        body = body.Replace("{number}", number, StringComparison.Ordinal).Replace("{slip}", slip, StringComparison.Ordinal);

        var plans = await large.Plans(async () => (await large.Desk.Post("/v1/" + path, body)).Expect(HttpStatusCode.OK));

        ExpectNoScan(plans);
        Assert.DoesNotContain(plans, plan => plan.Contains("Index Scan Backward using incidents_opened", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changing_an_incident_scans_no_large_table() =>
        ExpectNoScan(await large.Plans(async () =>
        {
            var address = "/v1/incidents/" + LargePostgres.NumberOf(815);
            (await large.Desk.Post(address + "/timeline", new { direction = "out", text = "We look into it" }))
                .Expect(HttpStatusCode.Created);
            (await large.Desk.Patch(address, new { category = "returns" })).Expect(HttpStatusCode.OK);
            (await large.Desk.Post("/v1/incidents", new { subject = "Another" }, ("Idempotency-Key", "another"))).Expect(
                HttpStatusCode.Created);
        }));

    private void ExpectNoScan(IReadOnlyList<string> plans)
    {
        foreach (var plan in plans) output.WriteLine(plan);
        Assert.NotEmpty(plans);
        foreach (var table in Large)
            Assert.DoesNotContain(plans, plan => plan.Contains($"Seq Scan on {table} ", StringComparison.Ordinal));
    }
}
