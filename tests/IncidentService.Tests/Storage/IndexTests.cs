using IncidentService.Common;
using IncidentService.Handoffs;
using IncidentService.Incidents.Lists;
using IncidentService.Storage.Sql;
using IncidentService.Tests.Infrastructure;

namespace IncidentService.Tests.Storage;

/// <summary>The work lists are read in the order of an index, as SQLite's query plan shows.</summary>
public sealed class IndexTests(SqliteFixture desks) : IClassFixture<SqliteFixture>
{
    [Fact]
    public void Waiting_handoffs_are_read_from_an_index_in_their_order()
    {
        var sql = HandoffSql.WaitingSql(new HandoffFilter(["phone"], null, null), desks.Service.Store.Dialect);

        var plan = desks.Service.Register.Plan(sql, new { channel = "phone", requestedAt = 0, incidentId = 0, ordinal = 0, take = 50 });

        Assert.Contains("USING INDEX handoffs_waiting (to_channel=? AND requested_at>?)", plan);
        Assert.DoesNotContain("TEMP B-TREE", plan);
        Assert.DoesNotContain("SCAN", plan);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Incidents_that_wait_longest_are_read_from_an_index_in_their_order(bool isNextPage)
    {
        var filter = new IncidentFilter { LongestWaiting = true, Behind = isNextPage ? (new Instant(1), 1) : null };
        var (sql, parameters) = SearchSql.Listing(filter, 50, desks.Service.Store.Dialect);

        var plan = desks.Service.Register.Plan(sql, parameters);

        Assert.Contains("USING INDEX incidents_waiting", plan);
        Assert.Equal(isNextPage, plan.Contains("(waiting_since>?)", StringComparison.Ordinal));
        Assert.DoesNotContain("TEMP B-TREE", plan);
    }
}
