using Dapper;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;
using IncidentService.Tests.Storage.TSql;

namespace IncidentService.Tests.Reports;

/// <summary>The query plans of reports: they read only indexes, and sort only what a percentile by day needs.</summary>
public sealed class PlanTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    [Fact]
    public void Channel_counts_use_one_index_and_percentiles_two_others_without_sorting()
    {
        var plan = Plan(ReportSql.CountChannels(desks.Service.Store.Dialect));

        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.Equal(
            6,
            plan.Count(
                step =>
                    step.StartsWith(
                        "SEARCH i USING INDEX incidents_report (channel=? AND opened_at>? AND opened_at<?)", StringComparison.Ordinal)));
        Assert.Equal(
            12, plan.Count(step => step.StartsWith("SEARCH t USING INDEX incidents_response (channel=?", StringComparison.Ordinal)));
        Assert.Equal(
            12, plan.Count(step => step.StartsWith("SEARCH t USING INDEX incidents_resolution (channel=?", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            plan, step => step.StartsWith("SCAN i", StringComparison.Ordinal) || step.StartsWith("SCAN t", StringComparison.Ordinal));
    }

    [Fact]
    public void Lookups_are_read_from_their_index_alone_and_sorted_once()
    {
        var plan = Plan(ReportSql.CountLookups(desks.Service.Store.Dialect));
        var reads = plan.Where(step => step.Split(' ') is ["SCAN" or "SEARCH", "l", ..]).ToList();

        Assert.Equal(6, reads.Count);
        Assert.All(
            reads,
            step =>
                Assert.StartsWith("SEARCH l USING COVERING INDEX lookups_report (channel=? AND occurred_at>? AND occurred_at<?)", step));
    }

    [Fact]
    public void Promises_are_read_from_the_range_of_their_index_alone()
    {
        Assert.Equal(
            "SEARCH p USING COVERING INDEX promises_report (promised_at>? AND promised_at<?)", Plan(ReportSql.CountPromises)[0]);
    }

    private List<string> Plan(string sql)
    {
        using var connection = desks.Service.Register.Open();
        return [.. connection.Query<(int, int, int, string Detail)>("EXPLAIN QUERY PLAN " + TwoEngineText.Sqlite(sql), new { starts = 0L, ends = 1L, json = "[\"0\",\"1\"]" }).Select(step => step.Detail)];
    }
}
