using System.Net;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Storage.TSql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IncidentService.Tests.Storage;

/// <summary>
/// What SQLite does for a request, by its own account. Nobody counts the rows of a register for it, so its plans are the same whatever the
/// size: it reads no large table from end to end, and walks along one only in the order of a list, until its page is full.
/// </summary>
public sealed class SqlitePlanTests(PlannedSqlite planned, ITestOutputHelper output) : IClassFixture<PlannedSqlite>
{
    [Theory]
    [MemberData(nameof(PlannedRequests.Reads), MemberType = typeof(PlannedRequests))]
    public async Task Reading_scans_no_large_table(string path) =>
        ExpectNoScan(await planned.Plans(
            async () => (await planned.Desk.Get("/v1/" + PlannedRequests.For(planned.Number, path))).Expect(HttpStatusCode.OK)));

    [Theory]
    [MemberData(nameof(PlannedRequests.Searches), MemberType = typeof(PlannedRequests))]
    public async Task Searching_scans_no_large_table(string path, string body) =>
        ExpectNoScan(await planned.Plans(
            async () => (await planned.Desk.Post("/v1/" + path, PlannedRequests.For(planned.Number, body))).Expect(HttpStatusCode.OK)));

    [Fact]
    public async Task Changing_an_incident_scans_no_large_table() =>
        ExpectNoScan(await planned.Plans(async () =>
        {
            var address = "/v1/incidents/" + planned.Number;
            (await planned.Desk.Post(address + "/timeline", new { direction = "out", text = "We look into it" }))
                .Expect(HttpStatusCode.Created);
            (await planned.Desk.Patch(address, new { category = "returns" })).Expect(HttpStatusCode.OK);
            (await planned.Desk.Post("/v1/incidents", new { subject = "Another" }, ("Idempotency-Key", "another"))).Expect(
                HttpStatusCode.Created);
        }));

    [Fact]
    public void Plans_do_not_depend_on_the_size_of_a_register() =>
        Assert.Equal(0, planned.Register.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name LIKE 'sqlite_stat%'"));

    [Theory]
    [InlineData("SELECT * FROM events", "SCAN events", true)]
    [InlineData("SELECT * FROM incidents i JOIN numbers n ON n.incident_id = i.id", "SEARCH i USING INDEX x (y=?)\nSCAN n", true)]
    [InlineData("SELECT count(*) FROM incidents i", "SCAN i USING COVERING INDEX incidents_opened", true)]
    [InlineData("SELECT * FROM incidents i ORDER BY opened_at LIMIT 5", "SCAN i USING INDEX incidents_opened", false)]
    [InlineData("SELECT * FROM lookups l ORDER BY l.id DESC LIMIT 5", "SCAN l", false)]
    [InlineData("SELECT * FROM lookups l ORDER BY l.agent LIMIT 5", "SCAN l\nUSE TEMP B-TREE FOR ORDER BY", true)]
    [InlineData("SELECT * FROM lookups l WHERE l.agent = @a LIMIT 1", "SCAN l", true)]
    [InlineData("SELECT * FROM lookups l JOIN texts t ORDER BY l.id DESC LIMIT 5", "SCAN l\nSCAN t", true)]
    [InlineData("WITH n AS (SELECT 1) SELECT * FROM n", "SCAN n", false)]
    [InlineData("SELECT value FROM json_each(@json)", "SCAN json_each VIRTUAL TABLE INDEX 1:", false)]
    public void A_scan_is_told_from_what_is_none(string sql, string plan, bool isScan) =>
        Assert.Equal(isScan, new SqlitePlan(sql, plan).Scan is not null);

    private void ExpectNoScan(IReadOnlyList<SqlitePlan> plans)
    {
        foreach (var (sql, steps) in plans) output.WriteLine($"{sql}\n--> {steps}\n");
        Assert.NotEmpty(plans);
        Assert.Empty(plans.Select(plan => plan.Scan).OfType<string>());
    }
}

/// <summary>A service over a file that holds one incident of each list, whose statements are explained.</summary>
public sealed class PlannedSqlite : IAsyncLifetime
{
    private readonly SqlitePlans ran = new();
    private RunningService service = null!;

    public ApiClient Desk { get; private set; } = null!;

    /// <summary>Of the incident that every request asks for.</summary>
    public string Number { get; private set; } = "";

    internal RegisterInspector Register => service.Register;

    public async ValueTask InitializeAsync()
    {
        var statements = new Statements { Running = ran.Add };
        service = await RunningService.Start(services: collection => collection.RemoveAll<IHostedService>(), statements: statements);
        Desk = await service.Client("phone", "read", "write", "report");
        Number = await Desk.Open(new
        {
            subject = "Match the price of drill w4711",
            category = "price-match",
            contacts = new[] { new { kind = "email", value = "anna4711@example.com" } },
            references = new[] { new { system = "zendesk", value = "T-4711" } },
            message = new { direction = "in", text = "Will you match your own price" },
            promises = new[] { new { text = "We call you", dueAt = "2099-01-01T00:00:00Z", team = "desk" } },
            handoff = new { to = new { channel = "email" }, reason = "Wants it in writing" },
        });
    }

    /// <summary>The plans of what the service asks the engine meanwhile.</summary>
    internal async Task<IReadOnlyList<SqlitePlan>> Plans(Func<Task> work)
    {
        ran.Clear();
        await work();
        using var connection = (SqliteConnection)service.Register.Open();
        return ran.Explain(connection);
    }

    public async ValueTask DisposeAsync()
    {
        Desk?.Dispose();
        if (service is not null) await service.DisposeAsync();
    }
}
