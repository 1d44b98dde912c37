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

    [Theory]
    [MemberData(nameof(PlannedRequests.Reads), MemberType = typeof(PlannedRequests))]
    public async Task Reading_scans_no_large_table(string path) =>
        ExpectNoScan(await large.Plans(
            async () => (await large.Desk.Get("/v1/" + PlannedRequests.For(Number, path))).Expect(HttpStatusCode.OK)));

    [Theory]
    [MemberData(nameof(PlannedRequests.Searches), MemberType = typeof(PlannedRequests))]
    public async Task Searching_scans_no_large_table(string path, string body)
    {
        var plans = await large.Plans(
            async () => (await large.Desk.Post("/v1/" + path, PlannedRequests.For(Number, body))).Expect(HttpStatusCode.OK));

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

    private static string Number => LargePostgres.NumberOf(4711);

    private void ExpectNoScan(IReadOnlyList<string> plans)
    {
        foreach (var plan in plans) output.WriteLine(plan);
        Assert.NotEmpty(plans);
        foreach (var table in PlannedRequests.LargeTables)
            Assert.DoesNotContain(plans, plan => plan.Contains($"Seq Scan on {table} ", StringComparison.Ordinal));
    }
}
