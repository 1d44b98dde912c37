using IncidentService.Storage.Verifying;
using IncidentService.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace IncidentService.Tests.Storage.TSql;

/// <summary>Whatever the service does, also in the background, it reads no table that grows with the incidents from end to end.</summary>
public sealed class TourPlanTests(ITestOutputHelper output)
{
    /// <summary>Work that is meant to read all there is, or part of a table that stays small.</summary>
    private static readonly string[] OnPurpose =
    [
        .. Invariant.All.Select(rule => rule.Sql).Where(sql => sql.Length > 0),
        "SELECT n.number FROM numbers n", // every number is verified
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM contacts)", // ends with the first
        "FROM events w WHERE w.position IS NULL", // an index of those that wait for their place
        "FROM lookups l LEFT JOIN texts t ON t.owner_id = l.id AND t.part = 0 WHERE l.outcome = 'none'", // misses, for an erasure
        "UPDATE tracking_links SET expires_at = 0", "UPDATE contacts SET lookup_key", // by the tour itself
    ];

    [Fact]
    public async Task No_statement_scans_a_table_that_grows()
    {
        var plans = new SqlitePlans();
        var statements = new Statements(asServer: true) { Running = plans.Add };
        await using var service = await RunningService.Start(StatementTour.Settings, statements: statements);
        using var desk = await service.Client("email", "read", "write", "approve", "redeem", "report", "admin");
        using var phone = await service.Client("phone");

        await new StatementTour(service, statements, desk, phone).MakeWithoutCopy();

        using var connection = (SqliteConnection)service.Register.Open();
        var scans = plans.Explain(connection)
            .Where(plan => plan.Scan is not null && !OnPurpose.Any(sql => plan.Sql.Contains(sql, StringComparison.Ordinal)))
            .ToList();
        foreach (var plan in scans) output.WriteLine($"{plan.Sql}\n--> {plan.Steps}\n");
        Assert.Empty(scans.Select(plan => plan.Scan));
    }
}
