using Dapper;
using IncidentService.Tests.Audit;
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
    [InlineData("DELETE FROM audit_entries WHERE sequence IS NULL")]
    [InlineData("TRUNCATE audit_entries")]
    [InlineData("TRUNCATE audit_anchors")]
    [InlineData("UPDATE audit_entries SET agent = 'mine'")]
    [InlineData("UPDATE audit_entries SET id = 1, sequence = NULL")]
    [InlineData("INSERT INTO audit_entries (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET agent = 'mine'")]
    [InlineData("ALTER TABLE audit_entries DISABLE TRIGGER ALL")]
    [InlineData("DROP TRIGGER audit_entries_no_update ON audit_entries")]
    [InlineData("DROP FUNCTION refuse_audit_change() CASCADE")]
    [InlineData("CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")]
    [InlineData("CREATE RULE mine AS ON UPDATE TO audit_entries DO INSTEAD NOTHING")]
    [InlineData("SET session_replication_role = replica")]
    [InlineData("UPDATE audit_anchors SET sequence = 1")]
    [InlineData("DELETE FROM audit_anchors")]
    [InlineData("ALTER TABLE audit_entries OWNER TO incidents_run")]
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

    /// <summary>It may give entries their place, since it seals them: once, and a wrong place is found out.</summary>
    [Fact]
    public async Task The_serving_role_seals_an_entry_once_and_a_place_that_it_invents_is_found_out()
    {
        await using var service = await RunningService.Start(engine: RolesEngine.Only);
        using var desk = await service.Client("email");
        await desk.Open();
        await service.SealAudit();
        await using var served = new NpgsqlConnection(service.Name["postgres:".Length..] + ";Pooling=False");
        await served.OpenAsync();

        foreach (var change in new[] { "sequence = 5", "hash = ''", "sequence = NULL, hash = NULL" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => served.ExecuteAsync("UPDATE audit_entries SET " + change));
            Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
        }
        await served.ExecuteAsync(
            """
            INSERT INTO audit_entries (id, occurred_at, kind, operation, status, times, key_id, agent_verified, sequence, hash)
            SELECT 7, occurred_at, kind, operation, status, times, key_id, agent_verified, 9, hash FROM audit_entries WHERE sequence = 1
            """);

        Assert.Contains("entries 2 to 8 are missing", (await service.VerifyAudit()).Faults);
    }
}

public sealed class DealershipStoryWithRoles() : Stories.DealershipStory(RolesEngine.Only);
public sealed class LostComputerStoryWithRoles() : Stories.LostComputerStory(RolesEngine.Only);
public sealed class PriceMatchHonouredStoryWithRoles() : Stories.PriceMatchHonouredStory(RolesEngine.Only);
public sealed class PriceMatchStoryWithRoles(RolesFixture desks) : Stories.PriceMatchStory(desks), IClassFixture<RolesFixture>;
public sealed class StockRepliesStoryWithRoles() : Stories.StockRepliesStory(RolesEngine.Only);
public sealed class TilesStoryWithRoles() : Stories.TilesStory(RolesEngine.Only);
