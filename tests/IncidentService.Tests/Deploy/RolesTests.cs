using Dapper;
using IncidentService.Tests.Infrastructure;
using Npgsql;

namespace IncidentService.Tests.Deploy;

/// <summary>The serving role of deploy/postgres/roles.sql has exactly the rights that the service needs.</summary>
public sealed class RolesTests
{
    public RolesTests() => Assert.SkipWhen(RolesEngine.Only.Missing is not null, RolesEngine.Only.Missing ?? "");

    [Theory]
    [InlineData("DROP TABLE incidents")]
    [InlineData("ALTER TABLE incidents ADD COLUMN mine bigint")]
    [InlineData("TRUNCATE events")]
    [InlineData("CREATE INDEX mine ON incidents (channel)")]
    [InlineData("CREATE TABLE mine (a bigint)")]
    [InlineData("CREATE TEMPORARY TABLE mine (a bigint)")]
    [InlineData("CREATE SCHEMA mine")]
    [InlineData("CREATE ROLE mine")]
    [InlineData("INSERT INTO migrations (number, name, applied_at) VALUES (9999, 'mine', 0)")]
    [InlineData("DELETE FROM migrations")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("INSERT INTO audit_anchors (sequence, hash, pruned_at) VALUES (1, '', 0)")]
    [InlineData("SET ROLE incidents_migrate")]
    public async Task The_serving_role_can_change_no_schema(string statement)
    {
        await using var database = await RolesEngine.Only.CreateDatabase();
        await using var served = new NpgsqlConnection(database.Settings["ConnectionStrings:Incidents"] + ";Pooling=False");
        await served.OpenAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => served.ExecuteAsync(statement));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}

public sealed class DealershipStoryWithRoles() : Stories.DealershipStory(RolesEngine.Only);
public sealed class LostComputerStoryWithRoles() : Stories.LostComputerStory(RolesEngine.Only);
public sealed class PriceMatchHonouredStoryWithRoles() : Stories.PriceMatchHonouredStory(RolesEngine.Only);
public sealed class PriceMatchStoryWithRoles(RolesFixture desks) : Stories.PriceMatchStory(desks), IClassFixture<RolesFixture>;
public sealed class StockRepliesStoryWithRoles() : Stories.StockRepliesStory(RolesEngine.Only);
public sealed class TilesStoryWithRoles() : Stories.TilesStory(RolesEngine.Only);
